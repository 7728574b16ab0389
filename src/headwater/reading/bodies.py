"""How public bodies are called in six languages: patterns, each with words that show where it is worth a search."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from headwater.reading.lexicon import organization_words, word_file

_UP = "A-ZÀ-ÖØ-ÞĐĂƠƯ"
_WORD = rf"[{_UP}][^\W\d_]*(?:-[^\W\d_]+)?"


def within_lines(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern whose spaces are no ends of lines: a headline without a full stop runs into no name of the text."""
    return re.compile(re.sub(r"\\s(?![^\[]*\])", r"[^\\S\\n]", pattern.pattern), pattern.flags)


@cache
def body_patterns(language: str) -> tuple[tuple[re.Pattern[str], Collection[str]], ...]:
    """The patterns of bodies, each with words of which every match has one: no text without them need be searched."""
    listed, always = organization_words, ("",)
    words: dict[str, tuple[Collection[str], ...]] = {
        "en": (
            listed("public_en"), ("ministry", "department"), ("approved", "granted", "licensed"),
            ("state", "province", "city", "region"), ("ministry", "government"), ("House", "Senate", "Congress"),
        ),
        "vi": (
            listed("public_vi"), ("uản lý", "UBND", "hân dân", "Sở", "Cục", "úc tiến"),
            ("hính phủ", "hính quyền", "Nhà nước"), ("Thủ tướng",), ("Khu ",), ("Quốc hội", "Nhà Trắng", "viện"),
        ),
        "fr": (
            listed("public_fr"), ("(",), ("État", "Etat", "Région", "gouvernement"),
            ("province", "région", "wilaya", "métropole"), ("Québec",),
            ("Parlement", "Assemblée", "Sénat", "Maison", "Bercy", "Élysée", "Matignon"),
        ),
        "ko": (listed("public_ko"), {*listed("agencies_ko"), "위원회"}, always, always, ("국회", "백악관", "원", "의")),
        "ja": (always, ("会", "院", "ホワイトハウス")),
        "zh": ({*listed("public_zh"), "部"}, ("政府", *"署委区區局处"), ("国会", "國會", "院", "全国人大")),
    }  # fmt: skip
    patterns = (*_patterns(language), re.compile(_STANDING_BODIES[language]))
    if language in {"vi", "fr"}:
        patterns = tuple(within_lines(each) for each in patterns)
    return tuple(zip(patterns, words[language], strict=True))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    if language == "en":
        heads = "|".join(sorted(organization_words("public_en")))
        tail = rf"(?:(?:,\s(?:and\s)?|\sand\s|\s&\s|\sof\s(?:the\s)?|\sfor\s|\s){_WORD})*"
        return (
            re.compile(rf"\b(?:{_WORD}\s){{0,5}}(?:{heads})(?:\s(?:of|for)\s(?:the\s)?{_WORD}{tail})?"),
            re.compile(
                r"\b(?:commerce|trade|industry|foreign|finance|energy|defense|defence|science|economy|mining|mines|agriculture|health|transport|environment|investment|technology|labour|labor)(?:,?\s(?:and\s)?[a-z]+){0,4}\s(?:ministry|department)\b"
            ),
            re.compile(
                r"\b(?!The\b|It\b|This\b|That\b|He\b|She\b|[A-Z][a-z]+day\b|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z][a-z]+[a-rt-z](?=\s(?:has\s|have\s)?(?:approved|granted|licensed)\s)"
            ),
            re.compile(r"\b[Tt]he\s(?:state|province|city|region)(?=\s(?:will|has|is|plans|would|may)\s)"),
            re.compile(r"\b[Tt]he\sministry\b|\bthe\sgovernment\b|\bgovernment\b"),
        )
    if language == "vi":
        heads = "|".join(sorted(organization_words("public_vi"), key=len, reverse=True))
        syllable = rf"(?!(?:Thứ|Bộ) trưởng|Chủ tịch|Phó |Giám đốc|Tổng |Ông |Bà |Đại sứ|Quốc vụ|Bộ |Cục |Sở |Ủy ban|Tập đoàn|Công ty|Ngân hàng|Chính phủ|UBND)[{_UP}][^\W\d_]*(?:[&-][{_UP}][{_UP}a-z]*)*"
        tails = "|".join(sorted(organization_words("tails_vi"), key=len, reverse=True))
        unit = rf"{syllable}(?:\s(?!(?:{_NO_BODY})\b)[^\W\d_A-ZĐ][^\W\d_]*(?:\s(?:{tails})(?![\w]))?)?"
        return (
            re.compile(
                rf"\b(?:{heads})\s(?:(?:tỉnh|thành phố|TP\.?|huyện|quận)\s)?(?:{unit})(?:(?:,\s|\s(?:và\s)?|\s-\s){unit}){{0,6}}"
            ),
            re.compile(
                rf"\b(?:Ban [Qq]uản lý|UBND|Ủy ban [Nn]hân dân|Uỷ ban [Nn]hân dân|Sở|Cục(?! trưởng)|Trung tâm [Xx]úc tiến)\s(?:(?!và\b|đã\b|sẽ\b)[^\W\dA-ZĐ]+\s){{0,7}}(?:(?:KCN|KKT|Khu [Kk]inh tế|Khu [Cc]ông nghệ cao|Khu [Cc]ông nghiệp)\s)?{syllable}(?:\s{syllable}){{0,3}}"
            ),
            re.compile(
                rf"(?<!trụ sở )(?<!Trụ sở )(?<!Thủ tướng )\b(?:chính phủ|chính quyền|Chính phủ|Chính quyền|Nhà nước)\b(?!\s(?:của\s)?(?:[Tt]ổng thống|[Tt]hủ tướng|ông))(?:\s{syllable})?"
            ),
            re.compile(rf"\bThủ tướng(?: Chính phủ)?(?!\s[{_UP}])"),
            re.compile(
                rf"(?<!trong )(?<!tại )(?<!ở )(?<!vào )(?<!của )(?<!thuộc )(?<!lý )(?<!Lý )(?<!đến )(?<!và )\bKhu (?:[Cc]ông nghệ cao|[Kk]inh tế)\s{syllable}(?:\s{syllable}){{0,3}}"
            ),
        )
    if language == "fr":
        heads = "|".join(sorted(organization_words("public_fr"), key=len, reverse=True))
        tail = rf"(?:\s(?:du|des|de\sla|de\sl'|de|d'|à\sla)\s?{_WORD}(?:(?:,\s|\set\s(?:du\s|des\s|de\sla\s|de\sl')?|\s){_WORD})*)"
        full = r"(?:Bureau|Office|Autorité|Agence|Centre|Caisse|Institut|Conseil(?!\sd['’]administration)|Direction|Fonds|Comité|Commissariat|Haut)"
        return (
            re.compile(rf"(?<!sous la )\b(?:[Ll]e\s)?(?:{heads})(?:\s[a-zà-ÿ][a-zà-ÿ\-]+)?{tail}"),
            re.compile(rf"\b{full}\s(?:[^\W\d_]+['\s]\s?){{1,9}}\([A-ZÀ-Ý][A-Za-zÀ-ÿ-]+\)"),
            re.compile(rf"(?<=[Ll]')(?:État|Etat)\b|\bRégion\s{_WORD}|\b[Ll]e gouvernement\b"),
            re.compile(
                r"\b[Ll]a (?:province|région|wilaya|métropole)(?=\s(?:a|va|veut|avait|accorder?a?|investi\w*|met|mettra|prévoit|participer?a?|apporter?a?|verser?a?)\s)"
            ),
            re.compile(
                r"(?<=par )Québec\b|(?<=Ottawa et )Québec\b|\bQuébec(?=\s(?:et Ottawa|a|va|avait|accorde\w*|invest\w*|prête\w*|verse\w*|promet\w*)\s)"
            ),
        )
    if language == "ko":
        return _korean_bodies()
    if language == "ja":
        return (
            re.compile(
                r"(?<![一-龯])[一-龯]{2,10}(?:・[一-龯]{2,6})?相(?=[はがとのらにを、])(?<!首相)|[一-龯]{2,6}省(?!エネ|略|庁)|[一-龯]{2,5}庁|(?<![一-龯])[一-龯]{2,3}(?:県|(?<!政)府|市)(?=[はがともや、・]|側|は)|政府"
            ),
        )
    ends = "人民政府|总署|總署|州政府|区政府|區政府|縣政府|自治区政府|委员会|委員會|管委会|管委會|开发区|開發區|高新区|高新區|管理局|总局|總局|监管局|管理处|省政府|市政府|县政府"
    return (
        re.compile(
            rf"(?:{'|'.join(_sorted('public_zh'))})|(?<![一-龯])[一-龯]{{2,6}}(?<![全内外总干局西东南北中幹總東內乐樂])部(?=[，、\d]|宣布|宣佈|公布|表示|发布|發布|和|与|與|将|將|近日|日前|昨|今|于|於|批准|印发)"
        ),
        re.compile(
            rf"(?:(?<![一-龯])|(?<=[，。、由与與和同向对對在]))(?:(?![与與和同向拟擬将將在对對由为為获獲被])[一-龯]){{2,12}}?(?:{ends})"
        ),
    )


_NO_BODY = (
    "và|của|cho|đã|sẽ|bất|bắt|cũng|ngày|hôm|này|nước|là|ký|đang|tại|thông\\s(?:qua|báo)|công\\sbố|áp|cấp|trao|tiếp|gặp|họp|phê|ban"
    "|tuyên|xây|vừa|mới|bổ|hỗ|yêu|đề|kiến|dự|chi|rót|dành|mở|lập|thành\\slập|chấp|đồng|xem|khởi|tạm|hoãn|dỡ|gỡ|siết|nới|cấm|hạn"
    "|kiểm\\ssoát|đình|rút|thu\\shồi|đưa|nâng|giảm|tăng|miễn|phát\\s(?:động|hành|đi)|triển|hướng|khẳng|nhấn|nêu|cảnh|lấy|mong|kêu|đặt"
    "|giữ|duy|gia\\shạn|sửa|quyết|chỉ|nhận|mua|bán|thúc|quy|xác|có|do|vì|để|về|theo|trước|sau|khi|nếu|nhưng|hiện|lên|với|tới|đến|vào|ra"
    "|ở|bị|phải|nên|cần|muốn|đòi|chưa|không|còn|trình|hủy|huỷ|bác|phủ\\snhận|cam|hứa|góp|đầu|thống|nhất|trong|từ|thì|mà|nhằm|giải|tổ"
)  # how a verb or another clause begins behind the name of a Vietnamese body

_KOREAN_ENDS = r"(?=[는은가이와과의에도로를을\s,·(‘'\"”’]|$)"
_NO_CITY = "다시|역시|잠시|즉시|일시|동시|도시|수시|당시|혹시|표시|제시|지시|공시|게시|무시|반드시|중시|전시|감시|택시|직시|상시|몹시|또다시"


@cache
def _korean_bodies() -> tuple[re.Pattern[str], ...]:
    """Ministries by a stem and `부`, agencies and commissions, provinces and cities."""
    stems, whole = "|".join(_sorted("public_ko")), "|".join(_sorted("agencies_ko"))
    return (
        re.compile(rf"(?<![가-힣])[가-힣]*(?:{stems})[가-힣]*?부{_KOREAN_ENDS}|(?:{stems}){_KOREAN_ENDS}"),
        re.compile(
            rf"(?<![가-힣])(?:(?:{whole}){_KOREAN_ENDS}"
            rf"|(?!추진|조직|운영|자문|심사|평가|비상|공동|이사|준비|선정|노사|임원|투자)[가-힣]{{2,10}}(?<!소)위원회(?=[은는이가와과의도,·(]))"
        ),
        re.compile(
            r"정부(?=[는은가이와과의에도\s,]|$)(?!\s?간)|대통령실|당국(?=[은이]|\s)|(?<![가-힣])(?:도|시|군)(?=[는은]\s)"
            r"|(?<![가-힣])[가-힣]{2,6}주\s?정부"
        ),
        re.compile(
            rf"(?<![가-힣])(?:[가-힣]{{2,4}}(?:특별자치도|광역시|특별시)|[가-힣]{{2}}(?:북도|남도)"
            rf"|(?:경기|강원|충북|충남|전북|전남|경북|경남|제주)도{_KOREAN_ENDS}"
            rf"|(?!{_NO_CITY})[가-힣]{{2,3}}시(?=[는은가이와과의,·]|$|\s)"
            rf"|(?!연합|정부|반란|예비)[가-힣]{{2}}군(?=[는은과의,·]))"
        ),
    )


def _sorted(key: str) -> list[str]:
    return sorted((re.escape(word) for word in word_file("organizations")[key]), key=len, reverse=True)


_STANDING_BODIES = {
    "vi": r"\b(?:Quốc hội|Nhà Trắng|Hạ viện|Thượng viện)\b",
    "fr": r"\b(?:Parlement|Assemblée nationale|Sénat|Maison Blanche|(?<!à )Bercy|(?<!à l')Élysée|(?<!à )Matignon)\b",
    "en": r"\b(?:the\sWhite\sHouse|the\sSenate|Congress|the\sHouse\sof\sRepresentatives)\b",
    "ko": r"(?<![가-힣])(?:국회|백악관|하원|상원|의회|국무회의)(?=[는은가이와과의에도\s,]|$)",
    "ja": r"(?<![一-龯])(?:国会|議会|米上院|米下院|上院|下院|衆院|参院)(?![一-龯])|ホワイトハウス",
    "zh": r"国会|國會|参议院|參議院|众议院|眾議院|立法院|全国人大",
}
"""Bodies that need no further name."""
