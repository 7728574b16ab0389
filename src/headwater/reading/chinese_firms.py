"""Which names are firms in Chinese, where words are not parted?

By how a name ends (公司), by the word before it (厂商), by what it does at the opening of a clause (`X28日宣布`, `X拟投资`), by being
the other side of an agreement, and by whose factory burns. A name found once is found everywhere in the article.

Misleads on common nouns that open a clause.
"""

from __future__ import annotations

import re

from headwater.reading.firm_signs import Firm, Signs, by_ending, everywhere

_CHINESE_AFTER = (
    r"(?=\d{1,2}日|宣布|宣佈|表示|公告|发布|發布|将|將|与|與|和|及|同|在|签|簽|计划|計劃|拟|擬|投|斥|的|，|。|、|；|也|已|于|於|近日|日前|今天|今日"
    r"|透露|称|稱|董事|首席|旗下|达成|達成|获|獲|因|对|對|是|）|\))"
)
_CHINESE_NAME = re.compile(rf"(?P<name>[一-龯A-Za-z]{{2,8}}?){_CHINESE_AFTER}")
_CHINESE_LEAD = re.compile(
    r"(?:(?<=[。，、；\n电電讯訊）)])|^)(?P<name>[一-龯A-Za-z][一-龯A-Za-z-]{1,9}?)(?=(?:\d{1,2}日|昨（\d+）日|昨日|昨天|今日|今天|上周|上週|本周|本週|此前|日前|近日|同日|上月|上个月)?(?:则|則|也|已|还|還)?"
    r"(?:宣布|宣佈|公告|发布公告|發布公告|透露|披露|证实|證實|董事会|董事會|拟以|擬以|拟投资|擬投資|签署|簽署)|\d{1,2}日(?:发布|發布|表示|在|与|與|称|稱))"
)
_NOBODY = re.compile(
    "总经理|總經理|董事长|董事長|首席|执行长|執行長|总裁|總裁|创始|創辦|官员|官員|记者|記者|负责人|負責人|分析|专家|專家|业内|業內|消息|市场|市場|外媒|媒体|媒體|人士|发言人|發言人|法人|机构|機構|当局|當局"
    "|部门|部門|会议|會議|报告|報告|报道|報導|数据|資料|上月|本月|月底|年底|月初|年初|去年|今年|据悉|据了解|會上|会上|文件|本报|本報|另外|此外|同时|同時|目前|日前|近日|随后|隨後|最新|正式|首次|再次|联合|聯合"
)
_CHINESE_SUBJECT = re.compile(
    r"(?:(?<=[。，；\n）)])|^)(?P<name>[一-龯]{2,6}?)(?=(?:正在|正|已|也|还)?(?:计划|計劃|計畫)(?:投资|投資|在|到|于|於)|(?:拟|擬|将|將|正)?(?:投资|投資|斥资|斥資|总投资|總投資)[\d约約逾超近]"
    r"|正?在?(?:考虑|考慮)在|(?:放弃|放棄|暂停|暫停|终止|終止|取消|推迟|推遲)(?:了|在|对|對|投资|投資|原定|原訂)|(?:已)?(?:与|與|和|同)[^，。；]{2,24}?(?:签|簽|达成|達成|同意)|董事会|董事會|(?:拟|擬)?以[\d.]+[亿億]|否认|否認)"
)
_CHINESE_STRUCK = re.compile(
    r"(?:(?<=[。，；\n])|(?<=导致)|(?<=導致)|(?<=造成)|^)(?P<name>[一-龯]{3,8}?)(?=(?:的)?(?:工厂|工廠|矿山|礦山|厂区|廠區)(?:发生|發生|停产|停產|起火|爆炸|停工|断电|斷電))"
)
_CHINESE_OFFICER = re.compile(
    r"(?:(?<=[。，、；：\n）)])|^)(?P<name>[一-龯A-Za-z]{2,8}?)(?=总经理|總經理|董事长|董事長|首席执行官|執行長|副总裁|副總|总裁|總裁|创始人|創辦人|财务长|財務長)"
)
_NO_NAME = frozenset("的和与與及同在对對由向为為被是了并並从從将將于於等至到给給把家们們数數之其这這该該各有也已间間方")


_BEFORE_PRODUCT = re.compile(r"(?:[的，。、；“]|^)(?P<name>[一-龯A-Za-z]{2,4})$")
_PROJECT_BEHIND = re.compile("项目|項目|工厂|工廠|基地|产线|產線|生产线|生產線|专案|專案")


def chinese(signs: Signs) -> list[Firm]:
    """Organizations of a Chinese text; some stand in it more than once."""
    clean, found = signs.clean, by_ending(signs, "zh")
    for place in sorted(signs.corporate):
        match = _CHINESE_NAME.match(clean, place)
        if match and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    for start, end in signs.things:
        match = _BEFORE_PRODUCT.search(clean, max(0, start - 8), start)
        if match and _PROJECT_BEHIND.match(clean, end) and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    for match in (*_CHINESE_SUBJECT.finditer(clean), *_CHINESE_STRUCK.finditer(clean)):
        if _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    for match in (*_CHINESE_LEAD.finditer(clean), *_CHINESE_OFFICER.finditer(clean)):
        if _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    return everywhere(signs, found)


def _may_be_han_name(signs: Signs, start: int, end: int) -> bool:
    name = signs.clean[start:end]
    if _NOBODY.search(name):
        return False
    return not _NO_NAME.intersection(name) and not signs.has_word(start, end) and start not in signs.nations
