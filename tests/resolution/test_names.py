import pytest

from headwater.resolution.names import all_names, normal_firm_name, normal_name, without_language


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Samsung Electronics Co., Ltd.", "SAMSUNG ELECTRONICS"),
        ("株式会社ディスコ", "ディスコ"),
        ("주식회사 동진쎄미켐", "동진쎄미켐"),
        ("ASML Holding N.V.", "ASML Holding"),
        ("\uff34\uff4f\uff4b\uff59\uff4f Electron", "Tokyo Electron"),  # full-width letters
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("L'Air Liquide S.A.", "LAir Liquide"),
    ],
)
def test_the_same_firm_reads_the_same(left, right):
    assert normal_firm_name(left) == normal_firm_name(right)


@pytest.mark.parametrize(("left", "right"), [("Merck Group", "Merck"), ("SK hynix", "SK Group"), ("Bóng", "Bong")])
def test_what_is_for_people_to_judge_stays_different(left, right):
    assert normal_firm_name(left) != normal_firm_name(right)


def test_a_name_that_is_only_a_legal_form_keeps_it():
    assert normal_firm_name("SE") == "se"
    assert normal_name("") == ""


def test_language_tags_are_no_part_of_a_name():
    assert without_language("ko:삼성전자") == "삼성전자"
    assert without_language("zh-Hant:台積電") == "台積電"
    assert without_language("Type: wafer") == "Type: wafer"
    assert all_names("A", ["ko:B", "A", "C"]) == ["A", "B", "C"]
