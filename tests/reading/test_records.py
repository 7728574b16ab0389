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
