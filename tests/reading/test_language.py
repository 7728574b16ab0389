import pytest

from headwater.reading.language import recognise


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The company said it will build a plant in the north of the country."),
        ("fr", "La société a indiqué que le site sera construit dans le nord du pays."),
        ("vi", "Công ty cho biết sẽ xây dựng nhà máy ở phía bắc."),
        ("ko", "회사는 북부에 공장을 짓겠다고 밝혔다. (Halden Electronics)"),
        ("ja", "同社は北部に工場を建設すると発表した。"),
        ("zh", "该公司宣布将在北部建设工厂。"),
        (None, "La empresa dijo que el nuevo sitio se construirá en el norte del país con una inversión por etapas."),
        (None, "Компания построит завод на севере страны."),
        (None, "12 34 56"),
        (None, ""),
    ],
)
def test_the_language_is_recognised_or_not_claimed(language, text):
    assert recognise(text) == language
