"""Sums in six languages; every sentence is ours, every value worked out by hand."""

import pytest

from headwater.reading.money import chain_of, number_of, sums

CASES = [
    # language, text, amount, currency, qualifier
    ("vi", "rót hơn 5 tỷ USD vào nhà máy", 5e9, "USD", "more_than"),
    ("vi", "gần 3,1 tỷ đô la Mỹ", 3.1e9, "USD", "nearly"),
    ("vi", "khoảng 660 triệu USD", 6.6e8, "USD", "about"),
    ("vi", "số vốn 1.200 tỷ đồng", 1.2e12, "VND", None),
    ("vi", "1,5 nghìn tỷ won", 1.5e12, "KRW", None),
    ("vi", "tối đa 250 tỉ yên", 2.5e11, "JPY", "up_to"),
    ("vi", "ít nhất 40 triệu euro", 4e7, "EUR", "at_least"),
    ("vi", "450.000 tỷ won", 4.5e14, "KRW", None),
    ("fr", "près de 11,6 milliards d'USD", 1.16e10, "USD", "nearly"),
    ("fr", "plus de 1 200 millions d'euros", 1.2e9, "EUR", "more_than"),
    ("fr", "une enveloppe de 3,5 Md€", 3.5e9, "EUR", None),
    ("fr", "20 M€ de travaux", 2e7, "EUR", None),
    ("fr", "jusqu'à 5 milliards de dollars", 5e9, "USD", "up_to"),
    ("fr", "environ 7 200 milliards de wons", 7.2e12, "KRW", "about"),
    ("fr", "au moins 90 millions de dollars canadiens", 9e7, "CAD", "at_least"),
    ("vi", "định giá tới một tỷ USD", 1e9, "USD", None),
    ("vi", "hơn hai tỷ euro", 2e9, "EUR", "more_than"),
    ("vi", "nửa tỷ USD", 5e8, "USD", None),
    ("vi", "1,2 tỷ đô la Australia", 1.2e9, "AUD", None),
    ("fr", "un complexe de 7 G$", 7e9, "USD", None),
    ("fr", "un complexe de 7 G$ à Montréal", 7e9, "CAD", None),
    ("fr", "50 M$ US à Montréal", 5e7, "USD", None),
    ("fr", "une addition de 65 MMDH", 6.5e10, "MAD", None),
    ("fr", "un milliard d'euros", 1e9, "EUR", None),
    ("fr", "une centaine de millions de dollars", 1e8, "USD", "about"),
    ("en", "a $3.1 billion plant", 3.1e9, "USD", None),
    ("en", "more than $200bn", 2e11, "USD", "more_than"),
    ("en", "US$862 million", 8.62e8, "USD", None),
    ("en", "4 trillion won", 4e12, "KRW", None),
    ("en", "up to 750 million euros", 7.5e8, "EUR", "up_to"),
    ("en", "nearly A$300 million", 3e8, "AUD", "nearly"),
    ("en", "$10,500,000 in grants", 1.05e7, "USD", None),
    ("en", "about 2.5 billion Australian dollars", 2.5e9, "AUD", "about"),
    ("ko", "총 1조 2천억 원을", 1.2e12, "KRW", None),
    ("ko", "약 7조원 규모", 7e12, "KRW", "about"),
    ("ko", "5천만 달러", 5e7, "USD", None),
    ("ko", "10억달러 이상", 1e9, "USD", "at_least"),
    ("ko", "1조3500억여원", 1.35e12, "KRW", "more_than"),
    ("ko", "최대 300억 엔", 3e10, "JPY", "up_to"),
    ("ja", "7500億円規模", 7.5e11, "JPY", "about"),
    ("ja", "約1兆9000億円", 1.9e12, "JPY", "about"),
    ("ja", "最大4760億円を", 4.76e11, "JPY", "up_to"),
    ("ja", "3,000万ドル", 3e7, "USD", None),
    ("ja", "50億ドル超", 5e9, "USD", "more_than"),
    ("zh", "约200亿美元", 2e10, "USD", "about"),
    ("zh", "1.5万亿元人民币", 1.5e12, "CNY", None),
    ("zh", "2兆韓元", 2e12, "KRW", None),
    ("zh", "逾100亿元", 1e10, "CNY", "more_than"),
    ("zh", "斥資30億美元", 3e9, "USD", None),
    ("zh", "投資新台幣1,250億元興建", 1.25e11, "TWD", None),
    ("ko", "총 $3.5 billion을 투자", 3.5e9, "USD", None),
]


def found(language, text):
    return sums(text, text.lower(), language)


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency", "qualifier"), CASES, ids=[case[1] for case in CASES]
)
def test_a_sum_is_read(language, text, amount, currency, qualifier):
    (money,) = found(language, text)
    assert money.amount == pytest.approx(amount)
    assert (money.currency, money.qualifier) == (currency, qualifier)


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "$5-7 billion", 5e9, 7e9),
        ("vi", "từ 5 đến 7 tỷ USD", 5e9, 7e9),
        ("ko", "100억∼200억 달러", 1e10, 2e10),
        ("ko", "3조~5조원", 3e12, 5e12),
        ("fr", "2 à 3 milliards d'euros", 2e9, 3e9),
    ],
)
def test_a_range_has_both_ends(language, text, low, high):
    (money,) = found(language, text)
    assert (money.amount, money.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "several billion dollars were promised"),
        ("en", "trillions of dollars"),
        ("vi", "hàng tỷ USD đã được hứa"),
        ("fr", "des milliards d'euros"),
        ("ko", "수조원을 들여"),
        ("ja", "数千億円を投じる"),
        ("en", "75,000 units in 2031"),
        ("en", "a price of $40"),
        ("ko", "12월 15일"),
    ],
)
def test_what_is_no_sum_stays_none(language, text):
    assert found(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "4 trillion won ($3.1 billion)"),
        ("ko", "2조원(약 15억 달러)"),
        ("vi", "450.000 tỷ won (khoảng 310 tỷ USD)"),
        ("fr", "4 milliards d'euros (4,4 milliards de dollars)"),
    ],
)
def test_a_conversion_in_brackets_is_no_second_sum(language, text):
    first, second = found(language, text)
    assert first.same_as is None
    assert second.same_as == 0


def test_two_sums_joined_by_and_are_two():
    assert [money.amount for money in found("en", "put $5 billion and $7 billion into it")] == [5e9, 7e9]


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,200", "en", 1200),
        ("1.200", "vi", 1200),
        ("1.2", "vi", 1.2),
        ("11,6", "fr", 11.6),
        ("1,234,567.8", "en", 1234567.8),
    ],
)
def test_the_decimal_mark_follows_language_and_grouping(text, language, number):
    assert number_of(text, language) == pytest.approx(number)


def test_magnitudes_add_up():
    assert chain_of("1조 2천억", "ko") == 1_200_000_000_000
    assert chain_of("3億5000万", "ja") == 350_000_000
    assert chain_of("원", "ko") is None


SHARED = [
    ("fr", "12,8 milliards de dirhams pour le Maroc", "MAD"),
    ("en", "12.8 billion dirhams for Dubai", "AED"),
    ("en", "8 billion pesos for the mine in Chile", "CLP"),
    ("en", "8 billion pesos for the mine in Cebu", "PHP"),
    ("zh", "公司以新台幣計價，首期68億元", "TWD"),
    ("zh", "公司首期投资68亿元", "CNY"),
    ("en", "it will try 3 million times", None),
]


@pytest.mark.parametrize(("language", "text", "currency"), SHARED, ids=[case[1] for case in SHARED])
def test_a_currency_several_countries_call_alike_goes_by_the_country_named(language, text, currency):
    assert [money.currency for money in sums(text, text.lower(), language)] == ([currency] if currency else [])


def test_a_part_has_the_currency_of_the_sum_before_it():
    text = "118 millions d'euros de subventions, dont 62 millions à la société et 3 milliards de kilomètres"
    assert [(money.amount, money.currency) for money in sums(text, text.lower(), "fr")] == [
        (1.18e8, "EUR"),
        (6.2e7, "EUR"),
    ]


def test_sums_shared_out_have_one_magnitude_and_currency():
    text = "Elles recevront respectivement 34 et 22 millions d'euros."
    assert [(money.amount, money.currency) for money in sums(text, text.lower(), "fr")] == [
        (3.4e7, "EUR"),
        (2.2e7, "EUR"),
    ]


def test_milliards_of_nothing_else_are_of_the_currency_before():
    text = "un chantier de 7,4 milliards d'euros, contre 5,7 milliards lors de l'annonce, pour 8 milliards de Terriens"
    assert [(money.amount, money.currency) for money in found("fr", text)] == [(7.4e9, "EUR"), (5.7e9, "EUR")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "entre 30 et 50 milliards d'euros"),
        ("vi", "từ 30 đến 50 tỷ euro"),
        ("en", "between 30 and 50 billion euros"),
    ],
)
def test_a_sum_between_two_has_both_ends(language, text):
    (money,) = found(language, text)
    assert (money.amount, money.high, money.currency) == (3e10, 5e10, "EUR")
