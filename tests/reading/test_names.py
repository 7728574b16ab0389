"""Nations: one name that two of them bear."""

import pytest

from headwater.reading import Gazetteer
from headwater.reading.names import named

BOTH_CONGOS = [
    ("en", "Congo extended the ban.", ["CD"]),
    ("en", "The Democratic Republic of Congo extended the ban. Congo mines cobalt.", ["CD", "CD"]),
    ("en", "The Republic of Congo pumps oil. Congo signed the accord.", ["CG", "CG"]),
    ("en", "Congolese officials met in Brazzaville.", ["CG", "CG"]),
    ("fr", "Le Congo a signé l'accord.", ["CG"]),
    ("fr", "La RDC a signé l'accord. Le Congo a prolongé l'embargo.", ["CD", "CD"]),
    ("ko", "콩고는 10일 코발트 수출을 중단했다.", ["CD"]),
    ("ja", "コンゴは10日、輸出を停止した。", ["CD"]),
    ("zh", "刚果(金)政府宣布暂停钴出口。", ["CD"]),
    ("zh", "刚果(布)总统访问北京。", ["CG", "CN"]),
]


@pytest.mark.parametrize(("language", "text", "countries"), BOTH_CONGOS)
def test_congo_is_the_one_the_article_names_in_full_else_the_one_the_press_means(language, text, countries):
    assert [each.country for each in named(text, language, Gazetteer())] == countries
