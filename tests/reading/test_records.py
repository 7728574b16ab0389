"""What a sentence says becomes a record with the right kind, stage and parties. Firms and places are invented."""

import pytest

from headwater.reading import Article, read_article

STATUSES = [
    ("en", "Halden Electronics plans to invest $2 billion in a chip plant.", "investment", "planned"),
    ("en", "Halden Electronics announced a $2 billion investment in a chip plant.", "investment", "announced"),
    ("en", "Halden Electronics is considering an investment of $2 billion in batteries.", "investment", "considering"),
    ("en", "Halden Electronics pledged to invest $2 billion in batteries.", "investment", "committed"),
    ("en", "Japan and Chile signed a memorandum of understanding on lithium.", "agreement", "signed"),
    ("en", "Japan and Chile will sign a memorandum of understanding on lithium.", "agreement", "expected_to_be_signed"),
    ("en", "Japan and Chile agreed to work together on lithium supply.", "agreement", "agreed"),
    ("en", "Japan proposed to Chile to sign an agreement on lithium.", "agreement", "proposed"),
    ("en", "China imposed export controls on gallium.", "measure", "in_force"),
    ("en", "China announced export controls on gallium.", "measure", "announced"),
    ("en", "China suspended its export controls on gallium.", "measure", "suspended"),
    ("vi", "Nhật Bản và Chile sẽ ký thỏa thuận về lithium.", "agreement", "expected_to_be_signed"),
    ("vi", "Nhật Bản và Chile đã ký thỏa thuận về lithium.", "agreement", "signed"),
    ("vi", "Tập đoàn Halden có kế hoạch đầu tư 2 tỷ USD vào nhà máy chip.", "investment", "planned"),
    ("vi", "Tập đoàn Halden đã đăng ký vốn đầu tư 2 tỷ USD cho nhà máy chip.", "investment", "registered"),
    ("fr", "Le Japon et le Chili ont signé un accord sur le lithium.", "agreement", "signed"),
    ("fr", "Le Japon et le Chili signeront un accord sur le lithium.", "agreement", "expected_to_be_signed"),
    (
        "fr",
        "Le groupe Halden prévoit d'investir 2 milliards d'euros dans une usine de batteries.",
        "investment",
        "planned",
    ),
    ("ko", "일본과 칠레는 리튬 공급망 양해각서에 서명했다.", "agreement", "signed"),
    ("ko", "일본과 칠레는 리튬 공급망 양해각서에 서명할 예정이다.", "agreement", "expected_to_be_signed"),
    ("ko", "할덴전자는 2조원을 투자할 계획이다.", "investment", "planned"),
    ("ja", "日本とチリはリチウムに関する覚書に署名した。", "agreement", "signed"),
    ("ja", "ハルデン電機は2000億円の投資を検討している。", "investment", "considering"),
    ("zh", "日本和智利签署了关于锂的谅解备忘录。", "agreement", "signed"),
    ("ko", "정부는 반도체 산업에 26조원 규모의 지원 방안을 발표했다.", "measure", "announced"),
    ("ja", "経済産業省はハルデン電機の工場に最大7300億円を補助すると発表した。", "measure", "announced"),
    ("zh", "商务部宣布暂停对镓实施出口管制。", "measure", "suspended"),
    (
        "vi",
        "Tập đoàn Halden được cấp giấy chứng nhận đầu tư cho nhà máy trị giá 1,6 tỷ USD.",
        "investment",
        "registered",
    ),
    ("vi", "Chính phủ Mỹ đang cân nhắc giới hạn lượng chip xuất khẩu.", "measure", "considering"),
    ("en", "Halden Electronics will build a battery plant in Kestrel.", "investment", "planned"),
    ("en", "The U.S. Department of Commerce awarded Halden Electronics $6 billion in grants.", "measure", "approved"),
    ("en", "Orrin Holdings acquired Kestrel Mining.", "event", "completed"),
    ("zh", "哈尔登电子宣布投资20亿美元兴建芯片工厂。", "investment", "announced"),
    ("en", "Halden Electronics cancelled its $2 billion chip plant in Kestrel.", "investment", "cancelled"),
    ("en", "Halden Electronics suspended work on its $7 billion plant.", "investment", "suspended"),
    ("fr", "Le groupe Halden a renoncé à une usine de 900 millions de dollars.", "investment", "cancelled"),
    ("vi", "Tập đoàn Halden đã tạm dừng dự án nhà máy chip trị giá 500 triệu USD.", "investment", "suspended"),
    ("ko", "할덴전자는 8천억원 규모의 공장 투자를 철회한다고 밝혔다.", "investment", "cancelled"),
    ("ja", "ハルデン電機は2000億円を投じる工場の建設を中止すると発表した。", "investment", "cancelled"),
    ("zh", "哈尔登电子取消投资50亿美元建厂的计划。", "investment", "cancelled"),
    ("ko", "할덴전자는 2조원을 투자해 배터리 공장을 건설 중이다.", "investment", "under_construction"),
    ("en", "Orrin Holdings agreed to buy Kestrel Mining for $2 billion.", "event", "scheduled"),
    ("fr", "L'État français apportera une aide de 210 millions d'euros au groupe Halden.", "measure", "planned"),
    ("ja", "政府は6日、半導体人材を10年間で5万人育成する計画を決定した。", "programme", "announced"),
    ("en", "A strike at the Halden Electronics plant in Kestrel on 4 April is ongoing.", "event", "ongoing"),
    ("ko", "미국 상무부는 26일 반도체 장비에 대한 관세 부과를 90일간 유예한다고 밝혔다.", "measure", "suspended"),
]


def read(language, text, **more):
    return read_article(Article("a", text, language=language, **more)).candidates


@pytest.mark.parametrize(("language", "text", "kind", "status"), STATUSES, ids=[case[1] for case in STATUSES])
def test_kind_and_status(language, text, kind, status):
    assert [(one.kind.value, one.status.value) for one in read(language, text)] == [(kind, status)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Halden Electronics reported revenue of $2 billion for the quarter."),
        ("en", "Halden Electronics posted a loss of $2 billion after the investment boom ended."),
        ("en", "Halden Electronics was fined $2 billion by the regulator."),
        ("en", "The market capitalisation of Halden Electronics is $2 billion."),
        ("vi", "Tập đoàn Halden đạt doanh thu 2 tỷ USD trong quý."),
        ("fr", "Le groupe Halden a réalisé un chiffre d'affaires de 2 milliards d'euros."),
        ("ko", "할덴전자의 매출은 2조원이었다."),
        ("ja", "ハルデン電機の売上高は2000億円だった。"),
        ("zh", "哈尔登电子营收20亿美元。"),
        ("en", "The two countries should sign an agreement on lithium."),
        ("en", "If China were to ban exports of graphite, battery makers would have to close."),
        ("en", "Governments could spend $300 billion over the next decade."),
        ("vi", "Nếu Mỹ cấm xuất khẩu chip, thiệt hại có thể lên tới 2 tỷ euro."),
        ("zh", "如果中国禁止出口稀土，电池企业将停产。"),
        ("vi", "Dự lễ ký có đại diện Đại sứ quán Hàn Quốc, Halden và Đại học Kestrel."),
        ("en", "Analysts say the world market for power chips will be worth $60 billion by 2030."),
    ],
)
def test_what_is_no_record(language, text):
    assert read(language, text) == ()


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Kestrel Semiconductor, Halden Electronics and Orrin Holdings plan to invest $3 billion.", 3),
        ("vi", "Công ty Kestrel, tập đoàn Halden và hãng Orrin công bố đầu tư 3 tỷ USD.", 3),
        ("ko", "케스트렐전자와 할덴그룹은 3조원을 투자한다고 발표했다.", 2),
    ],
)
def test_all_in_a_row_invest(language, text, names):
    (one,) = read(language, text)
    assert len(one.parties) == names


def test_a_plan_given_up_in_a_later_sentence_is_called_off():
    text = "Halden Electronics promised to invest 11 billion euros in Kestrel. Two years later it cancelled the plan."
    (one,) = read("en", text)
    assert (one.status.value, one.status.spans[0].text) == ("cancelled", "cancelled")


def test_a_price_belongs_to_the_takeover():
    (one,) = read("en", "Orrin Holdings will buy a stake in Kestrel Lithium, a miner, for A$1.6 billion.")
    assert (one.kind.value, one.amount.value.value, one.amount.value.currency) == ("event", 1.6e9, "AUD")


def test_what_a_contract_is_worth_is_the_agreements():
    (one,) = read("ko", "할덴전자는 케스트렐그룹과 5억 달러 규모의 설비 공급계약을 체결했다.")
    assert (one.kind.value, one.amount.value.value, len(one.parties)) == ("agreement", 5e8, 2)


def test_whom_it_is_given_to_is_no_investor():
    (one,) = read("zh", "哈尔登集团宣布向凯斯特科技投资20亿美元。")
    assert [party.value.name for party in one.parties] == ["哈尔登集团"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "South Korea's Daehan Foundry plans to invest $2 billion.", ["Daehan Foundry"]),
        ("en", "Kestrel-based Formax Optics plans to invest $2 billion.", ["Formax Optics"]),
        ("fr", "L'estonienne Norra et le constructeur allemand Tarn AG ont signé un accord.", ["Norra", "Tarn AG"]),
        ("vi", "Bộ Khoa học và Công nghệ và Halden đã ký thỏa thuận.", ["Bộ Khoa học và Công nghệ", "Halden"]),
        ("ko", "하람정련은 19일 2조원을 투자할 계획이라고 밝혔다.", ["하람정련"]),
        ("ko", "한국수력개발과 사우디 원자력공사는 의향서에 서명했다.", ["한국수력개발", "원자력공사"]),
        ("ja", "三峰は16日、1800億円を投資すると発表した。", ["三峰"]),
        ("zh", "中国动力电池企业远川时代28日宣布，将投资73亿欧元。", ["远川时代"]),
    ],
)
def test_a_firm_nobody_listed_is_found(language, text, names):
    (one,) = read(language, text, published_on="2031-04-20")
    assert [party.value.name for party in one.parties] == names


def test_the_firm_has_the_country_said_beside_it():
    (one,) = read("en", "South Korean battery maker Halden Electronics plans to invest $3 billion in a plant.")
    assert [(party.value.name, party.value.country) for party in one.parties] == [("Halden Electronics", "KR")]


def test_deals_with_two_are_two_agreements():
    found = read("en", "The United States signed technology deals with Japan and Chile.")
    assert [{party.value.country for party in one.parties} for one in found] == [{"US", "JP"}, {"US", "CL"}]


def test_the_two_countries_are_those_named_before():
    text = "Japan and Chile held talks on lithium. The two countries signed a memorandum of understanding on batteries."
    (one,) = [each for each in read("en", text) if each.kind.value == "agreement"]
    assert {party.value.country for party in one.parties} == {"JP", "CL"}


TOTAL = (
    "Halden Electronics plans to invest a further $5 billion in data centers by 2036. "
    "Halden Electronics announced a $4 billion investment in Kestrel in June. "
    "Halden Electronics, Orrin Holdings and Kestrel Materials announced investments of a total of $9 billion, "
    "including that of Halden Electronics."
)


def test_a_part_of_a_total_is_not_added_to_it_and_an_earlier_sum_is_no_part():
    first, earlier, total = read("en", TOTAL, published_on="2031-10-29")
    assert [one.amount.value.value for one in (first, earlier, total)] == [5e9, 4e9, 9e9]
    assert first.part_of.value == total.number
    assert earlier.part_of is None
    assert [part.value for part in total.includes] == [first.number]
    assert total.amount.value.qualifier == "total_including_others"


def test_areas_of_an_agreement_are_listed():
    text = "Japan and Chile signed an agreement covering training, technology transfer, joint research and standards."
    (one,) = read("en", text)
    assert [area.value for area in one.areas] == ["training", "technology transfer", "joint research", "standards"]


def test_areas_stand_in_the_next_sentence_and_an_and_inside_is_no_border():
    text = (
        "Japan and Chile signed a memorandum of understanding on lithium. The two sides agreed on cooperation in "
        "research and development, training, and exchange of data and standards."
    )
    (one,) = read("en", text)
    assert [area.value for area in one.areas] == [
        "research and development", "training", "exchange of data", "standards",
    ]  # fmt: skip


def test_areas_stand_before_their_word_in_korean():
    (one,) = read("ko", "일본과 칠레는 니켈 제련, 배터리 재활용, 인력 양성 분야에서 협력하는 양해각서에 서명했다.")
    assert [area.value for area in one.areas] == ["니켈 제련", "배터리 재활용", "인력 양성"]


def test_a_report_of_a_later_day_contradicts_the_header():
    text = "date 2031-10-27 Hãng tin Orrin ngày 28/10 cho biết Nhật Bản và Chile sẽ ký thỏa thuận về lithium."
    (found,) = read_article(Article("a", text)).contradictions
    assert [span.text for span in found.spans] == ["2031-10-27", "ngày 28/10"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("   ", "the article has no text"),
        ("Der Konzern investiert zwei Milliarden Euro in die neue Fabrik und das ist gut für die Region.", "language"),
        ("Группа вложит два миллиарда долларов в новый завод.", "language"),
    ],
)
def test_what_cannot_be_read_says_why(text, why):
    assert why in read_article(Article("a", text)).unreadable


def test_a_day_until_which_something_holds_is_not_its_day():
    (one,) = read("zh", "商务部8日宣布，至2031年11月10日暂停对镓实施出口管制。", published_on="2030-11-08")
    assert one.date.value == "2030-11-08"


def test_each_firm_has_its_own_country():
    text = "Orrin Materials Co. of Japan and Kestrel Mining Ltd. of Australia signed an agreement on a plant."
    (one,) = read("en", text)
    assert [party.value.country for party in one.parties] == ["JP", "AU"]


def test_a_sum_of_which_it_is_said_is_a_part_of_the_one_before():
    text = (
        "L'État versera 118 millions d'euros de subventions au groupe Halden, dont 62 millions pour son usine de Lens."
    )
    whole, part = read("fr", text)
    assert (whole.amount.value.value, part.amount.value.value, part.amount.value.currency) == (1.18e8, 6.2e7, "EUR")
    assert (part.part_of.value, [each.value for each in whole.includes]) == (1, [2])
    assert part.part_of.spans[0].text == "dont"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Halden Electronics, a rival of Orrin Motors, fell 3%. The company plans to invest $2 billion in a plant.",
        ),
        ("vi", "Tập đoàn Halden là đối thủ của Orrin Motors. Chúng tôi sẽ đầu tư 2 tỷ USD xây nhà máy, ông nói."),
        ("ko", "할덴전자는 오린모터스의 경쟁사다. 회사는 공장 건설에 2조원을 투자할 계획이다."),
    ],
)
def test_the_company_is_whom_the_sentence_before_is_about(language, text):
    (one,) = read(language, text)
    assert [party.value.name for party in one.parties] in (["Halden Electronics"], ["Halden"], ["할덴전자"])


def test_a_tariff_and_a_quota_of_one_state_are_two_measures():
    text = (
        "Indonesia will cut its export quotas for nickel ore in May. It will impose an export duty on nickel in June."
    )
    assert len(read("en", text, published_on="2031-04-20")) == 2
