"""Which names are firms in Chinese, where words are not parted?

By how a name ends (公司), by the word before it (厂商), by a stock code behind it, by what it does at the opening of a clause
(`X28日宣布`, `X拟投资`), by being the other side of an agreement or the target of a takeover, by standing in a row that `等5家企业`
closes, and by whose factory burns. A name found once is found everywhere in the article.

Misleads on common nouns that open a clause.
"""

from __future__ import annotations

import re

from headwater.reading.firm_signs import Firm, Signs, by_ending, everywhere
from headwater.reading.lexicon import organization_words
from headwater.reading.searching import around, spans, starting

_AFTER_SORT = r"(?=\d{1,2}日|宣布|宣佈|表示|公告|发布|發布|将|將|与|與|和|签|簽|计划|計劃|計畫|拟|擬|投|斥|近日|日前|今天|今日|透露|披露|董事|首席|旗下|达成|達成"
_AFTER_STRONG = re.compile(
    rf"(?P<name>[一-龯A-Za-z]{{2,8}}?){_AFTER_SORT}|及|同|在|的|，|。|、|；|也|已|于|於|称|稱|获|獲|因|对|對|是|）|\))"
)
_AFTER_WEAK = re.compile(rf"(?P<name>[一-龯A-Za-z]{{2,8}}?){_AFTER_SORT}|（)")
_WEAK_SORT = re.compile(
    "(?:企业|企業|公司|厂|廠|集团|集團|大学|大學|研究院|研究所|实验室|實驗室|协会|協會|银行|銀行|基金|投资方|投資方|外商|供应链厂)$"
)
_OPENING = r"(?:(?<=[。，、；：\n电電讯訊）)】\u3000 ])|(?<=旗下)|(?<=所属)|(?<=所屬)|^)"
_WHEN = (
    r"(?:(?:今年|去年)?(?:\d{1,2}月)?\d{1,2}[日号號](?:晚间|晚間|晚|早间|早間|盘后|盤後|午间|上午|下午|凌晨|深夜)?|[昨今]（\d+）日|昨日|昨天|昨晚|今日|今天|今晨|当日|當日|当天|當天|同日|近日|日前"
    r"|[上本这這][周週](?:[一二三四五六日])?|[周週][一二三四五六日]|星期[一二三四五六日]|此前|早前|稍早|上月|上个月|上個月)"
)
_LEAD = re.compile(
    rf"{_OPENING}(?P<name>[一-龯A-Za-z][一-龯A-Za-z-]{{1,9}}?)(?=(?:{_WHEN})?(?:则|則|也|已|还|還)?"
    r"(?:宣布|宣佈|公布|公佈|公告|发布公告|發布公告|透露|披露|证实|證實|董事会|董事會|拟以|擬以|拟投资|擬投資|签署|簽署)"
    rf"|{_WHEN}(?:发布|發布|表示|在|与|與|和|同|称|稱|向|对|對|完成|启动|啟動|签|簽|举行|舉行|斥资|斥資|投资|投資|收购|收購|拟|擬|计划|計劃|計畫|将|將|决定|決定|正式|获|獲|核准|通过|通過|召开|召開))"
)
_PERSON = re.compile(
    "[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任沈姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦夏邱方侯邹熊孟秦白江阎薛尹段雷龙龍史陶贺贺顾顧毛郝龚邵万钱严严武戴莫孔向汤][一-龯]{1,2}$"
)
_PERSONAL = re.compile(rf"(?:{_WHEN})?(?:在|表示|称|稱|说|說|向|对|對|与|與|同|和)")
_NOBODY = re.compile(
    "总经理|總經理|董事长|董事長|首席|执行长|執行長|总裁|總裁|创始|創辦|官员|官員|记者|記者|负责人|負責人|分析|专家|專家|业内|業內|消息|市场|市場|外媒|媒体|媒體|人士|发言人|發言人|法人|机构|機構|当局|當局"
    "|部门|部門|会议|會議|报告|報告|报道|報導|数据|資料|上月|本月|月底|年底|月初|年初|去年|今年|据悉|据了解|會上|会上|文件|本报|本報|另外|此外|同时|同時|目前|日前|近日|随后|隨後|最新|正式|首次|再次|(?:联合|聯合)$"
    "|今天|昨天|明天|今日|昨日|分别|分別|共同|各自|首座|首个|首個|首期|首批|一期|二期|三期|全球|海外|国内|國內|最大|仪式|儀式|活动|活動|产品|產品|价格|價格|产能|產能|产量|產量|行业|行業|产业|產業|合作$|研发|研發|核心|总部|總部|董事会|董事會|股东会|股東會|经济|經濟|政策|措施"
    "|规定|規定|消费|需求|合法|权益|上午|下午|晚间|晚間|方面|时代的|国际社会|總統|总统|总理|總理|部长|部長|主席|公司|股价|股價|原定|原訂|预期|預期|由于|由於|因此|其中|为了|根据|根據|随着|隨著|该项|工会|工會|員工|员工"
)
_SUBJECT = re.compile(
    r"(?:(?<=[。，；\n）)\u3000 ])|(?<=旗下)|(?<=所属)|(?<=所屬)|^)(?P<name>[一-龯]{2,6}?)(?=[\d.]+[亿億万萬][^，。]{0,4}(?:收购|收購|入股|出售)|(?:正在|正|已|也|还)?(?:计划|計劃|計畫)(?:投资|投資|在|到|于|於|通过|通過|以|斥|向)|(?:拟|擬|将|將|正)?(?:投资|投資|斥资|斥資|总投资|總投資)[\d约約逾超近]"
    r"|(?:拟|擬)(?:在|于|於|与|與|向|定增|募资|募資|斥资|斥資|出资|出資|收购|收購|收买|发行|發行|通过|经|增资|增資|赴|设立|設立|新建|扩建|建设)|(?:将|將)(?:在|于|於)[^，。；]{2,16}?(?:投资|投資|建|設|设)|(?:赴|携手|攜手)[^，。；]{2,12}?(?:建|設|设)"
    r"|(?:位于|位於|在)[^，。；]{1,10}的[^，。；]{0,14}(?:工厂|工廠|基地|项目|項目|厂|廠|园区|園區|产线|產線)|看好|因应|因應|锁定|鎖定|瞄准|瞄準|抢攻|搶攻|跨足|进军|進軍|深耕|正?在?(?:考虑|考慮)在|(?:放弃|放棄|暂停|暫停|终止|終止|取消|推迟|推遲)(?:了|在|对|對|投资|投資|原定|原訂|位于|位於)|(?:已)?(?:与|與|和|同)[^，。；]{2,24}?(?:签|簽|达成|達成|同意)|董事会|董事會|(?:拟|擬)?以[\d.]+[亿億]|否认|否認)"
)
_STRUCK = re.compile(
    r"(?:(?<=[。，；\n])|(?<=导致)|(?<=導致)|(?<=造成)|^)(?P<name>[一-龯]{3,8}?)(?=(?:的)?(?:工厂|工廠|矿山|礦山|厂区|廠區|厂|廠)(?:\d{1,2}日|今晨|今天|凌晨|昨日|昨天)?(?:上午|下午|凌晨|深夜|晚间)?(?:发生|發生|停产|停產|起火|爆炸|停工|断电|斷電))"
)
_OFFICER = re.compile(
    rf"{_OPENING}(?P<name>[一-龯A-Za-z]{{2,8}}?)(?=总经理|總經理|董事长|董事長|首席执行官|執行長|副总裁|副總|总裁|總裁|创始人|創辦人|财务长|財務長)"
)
_CODED = re.compile(
    r"(?P<name>[一-龯A-Za-z][一-龯A-Za-z*-]{1,7})(?=[（(](?:股票代[码號号][:：]?\s?)?\d{4,6}(?:[.-](?:SZ|SH|BJ|HK|TW|TWO|SS|KS|T))?[）)])"
)
_COUNTERPART = re.compile(
    r"(?<=[与與和同])(?P<name>[一-龯A-Za-z]{2,10}?)(?=(?:共同|联合|聯合)?(?:宣布|宣佈|成立|组建|組建|合资|合資)|(?:正式|共同|再次|于|於|在[^，。；]{2,8}?|近日|日前)?(?:签|簽|达成|達成|订立|訂立|续签|續簽)|就[^，。；]{2,24}?(?:达成|達成|签|簽|合作|磋商|谈判|談判))"
)
_FIRST_SIDE = re.compile(
    r"(?:(?<=[。，；\n）)])|^)(?P<name>[一-龯A-Za-z]{2,10}?)(?=[与與和同][^，。；]{2,24}?(?:签|簽|达成|達成))"
)
_TARGET = re.compile(
    r"(?<=收购|收購|并购|併購|购买|購買)(?:了)?(?P<name>[一-龯A-Za-z]{2,10}?)(?=公司|的?\d|全部|剩余|剩餘|旗下|股权|股權|多数|多數|，|。|、|；|）|$)"
)
_CONTRASTED = re.compile(
    r"(?<=[。，；])(?P<name>[一-龯A-Za-z]{2,6}?)(?=[则則](?:有|以|将|將|计划|計劃|計畫|宣|表|投|斥|在|拟|擬|于|於|规|規))"
)
_BY = re.compile(
    r"(?<=由)(?P<name>[一-龯A-Za-z]{2,12}?)(?=(?:全资|全額|共同|联合|聯合)?(?:投资|投資|出资|出資|斥资|斥資|承建|牵头|牽頭|主导|主導|负责|負責))"
)
_OWNER = re.compile(rf"{_OPENING}(?P<name>[一-龯A-Za-z]{{2,8}}?)(?=旗下)")
_AND_OTHERS = re.compile(
    r"等(?=(?:\d{1,4}|[一二三四五六七八九十百余餘多]+)?[家间間个個](?:[一-龯]{0,6})(?:企业|企業|公司|实体|實體|厂商|廠商|机构|機構|业者|業者)|(?:企业|企業|厂商|廠商|公司|大廠|大厂|龙头|龍頭))"
)
_OF_NATION = re.compile(
    r"(?P<name>[一-龯]{2,5}?)(?=(?:将|將|拟|擬|计划|計劃|計畫|宣布|宣佈)(?:将|將)?(?:追加|增加|斥|共同)?(?:投资|投資|资|資|收购|收購|出资|出資|建厂|建廠|设厂|設廠))"
)
_ROW = re.compile(rf"(?P<row>[一-龯A-Za-z·]{{2,10}}(?:[、和与及][一-龯A-Za-z·]{{2,10}}){{0,5}}){_AND_OTHERS.pattern}")
_ALIAS = re.compile(r"[（(](?:以下)?(?:简称|簡稱)?[“「]?(?P<name>[一-龯]{2,6})[”」]?[）)]")
_BRACKET = re.compile("[（(]")
_OPENS = re.compile("[。，、；：\n电電讯訊）)】\u3000 ]|旗下|所属|所屬|导致|導致|造成")
"""Behind what a name may open a clause, for any of the patterns that ask for it."""
_BETWEEN = re.compile("[、和与及]")
_NO_NAME = frozenset(
    "的和与與及同在对對由向为為被是了并並从從将將于於等至到给給把家们們数數之其这這该該各有也已间間无無须須需采採取继續续此些某每另应應仍未曾就"
)


_SIDE = re.compile("^.方$|(?:合作|投资|投資|买|賣|卖|買|双|雙|对|對|项目|供应|需求|主办|承办|控股|出资|相关|有关)方$")
_BEFORE_PRODUCT = re.compile(r"(?:[的，。、；“]|^)(?P<name>[一-龯A-Za-z]{2,4})$")
_PROJECT_BEHIND = re.compile("项目|項目|工厂|工廠|基地|产线|產線|生产线|生產線|专案|專案")


_GIVEN_TO = re.compile(
    r"(?:向|给予|給予|授予|补贴|補貼|资助|資助|补助|補助)(?P<name>[一-龯A-Za-z]{2,8}?)(?=提供|发放|發放|拨付|撥付|授予|支付|颁发|頒發|\d|最多|最高|高达|高達|约|約|总额|總額)"
)
_APPROVED = re.compile(
    r"(?:批准|核准|通过|通過|同意|许可|許可|放行)了?(?P<name>[一-龯A-Za-z]{2,8}?)(?=价值|價值|的[^，。]{0,16}(?:项目|項目|投资|投資|收购|收購|工厂|工廠|计划|計畫)|总投资|總投資|斥资|斥資|申请|申請|在[^，。]{1,10}(?:投资|投資|建|设|設))"
)
_PLACES = (
    (_SUBJECT, ("",)),
    (_LEAD, ("",)),
    (_STRUCK, ("发生", "發生", "停", "起火", "爆炸", "断电", "斷電")),
    (_OFFICER, ("总", "總", "董事", "首席", "長", "创", "創")),
    (
        _COUNTERPART,
        (
            "签",
            "簽",
            "达成",
            "達成",
            "订立",
            "訂立",
            "宣",
            "成立",
            "组建",
            "組建",
            "合资",
            "合資",
            "磋商",
            "谈判",
            "談判",
        ),
    ),
    (_FIRST_SIDE, ("签", "簽", "达成", "達成")),
    (_TARGET, ("收购", "收購", "并购", "併購", "购买", "購買")),
    (_CONTRASTED, ("则", "則")),
    (_BY, ("由",)),
    (_OWNER, ("旗下",)),
    (_GIVEN_TO, ("向", "给予", "給予", "授予", "补贴", "補貼", "资助", "資助", "补助", "補助")),
    (_APPROVED, ("批准", "核准", "通过", "通過", "同意", "许可", "許可", "放行")),
)
"""Patterns of where names stand, each with words one of which it needs: without them nothing is tried."""
_OF_OPENINGS = frozenset({_SUBJECT, _LEAD, _STRUCK, _OFFICER, _FIRST_SIDE, _OWNER})
"""Those of them that are tried only where a clause opens."""


def chinese(signs: Signs) -> list[Firm]:
    """Organizations of a Chinese text; some stand in it more than once."""
    clean = signs.clean
    found = by_ending(signs, "zh") + _behind_sorts(signs) + _in_rows(signs)
    for start, end in signs.things:
        match = _BEFORE_PRODUCT.search(clean, max(0, start - 8), start)
        if match and _PROJECT_BEHIND.match(clean, end) and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    openings = [0, *(match.end() for match in _OPENS.finditer(clean))]
    for pattern, words in _PLACES:
        if not any(word in clean for word in words):
            continue
        for match in starting(pattern, openings, clean) if pattern in _OF_OPENINGS else pattern.finditer(clean):
            start, end = match.span("name")
            if _may_be_han_name(signs, start, end) and not _is_person(signs, start, end):
                found.append(Firm(start, end, match["name"]))
    found += [
        Firm(*match.span("name"), match["name"])
        for firm in found
        if (match := _ALIAS.match(clean, firm.end)) and _may_be_han_name(signs, *match.span("name"))
    ]
    for match in around(_CODED, spans(_BRACKET, clean), clean, 10, 32):
        start, end = match.span("name")
        start = max([start, *(place + 1 for place in range(start, end - 2) if clean[place] in _NO_NAME)])
        found.append(Firm(start, end, clean[start:end]))
    for end in signs.nation_ends:
        if (match := _OF_NATION.match(clean, end)) and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    return everywhere(signs, [_without_sort(firm) for firm in found])


_SORT_BEFORE = re.compile(
    "[一-龯]{0,6}?(?:大廠|大厂|龍頭|龙头|巨頭|巨头|業者|业者|廠商|厂商|一哥)(?=[一-龯A-Za-z]{2,8}$)"
)


def _without_sort(firm: Firm) -> Firm:
    """`載板大廠欣興` is 欣興: what sort of firm it is stands before the name."""
    sort = _SORT_BEFORE.match(firm.name)
    return Firm(firm.start + sort.end(), firm.end, firm.name[sort.end() :]) if sort else firm


def _behind_sorts(signs: Signs) -> list[Firm]:
    """Names right behind a sort of firm: `电池企业X宣布`; behind a word as common as 企业 only where they do something."""
    found = []
    for place in sorted(signs.corporate):
        weak = _WEAK_SORT.search(signs.clean, max(0, place - 3), place) is not None
        match = (_AFTER_WEAK if weak else _AFTER_STRONG).match(signs.clean, place)
        if match and _may_be_han_name(signs, *match.span("name")):
            found.append(Firm(*match.span("name"), match["name"]))
    return found


def _in_rows(signs: Signs) -> list[Firm]:
    """`A、B等15家企业`: each of the row."""
    found = []
    for match in around(_ROW, spans(_AND_OTHERS, signs.clean), signs.clean, 80, 24):
        start = match.start("row")
        for part in _BETWEEN.split(match["row"]):
            if part and _may_be_han_name(signs, start, start + len(part)):
                found.append(Firm(start, start + len(part), part))
            start += len(part) + 1
    return found


def _is_person(signs: Signs, start: int, end: int) -> bool:
    """Whether a name of two or three letters begins as people's do and then says or meets: `金壮龙18日在`."""
    return _PERSON.fullmatch(signs.clean, start, end) is not None and _PERSONAL.match(signs.clean, end) is not None


def _may_be_han_name(signs: Signs, start: int, end: int) -> bool:
    name = signs.clean[start:end]
    if (
        _NOBODY.search(name)
        or _SIDE.search(name)
        or _NO_NAME.intersection(name)
        or name in organization_words("generic_zh")
    ):
        return False
    nation = max(signs.nations.get(start, start) - start, 0)
    if nation:
        return end - start - nation >= 2 and nation > 1 and not signs.has_word(start + nation, end)
    return not signs.has_word(start, end)
