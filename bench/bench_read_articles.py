"""Reading articles of 500 words into candidates, on one core.

    python bench/bench_read_articles.py

Target: at least 200 articles a second. The articles are made up from sentences of our own in six languages, with as
many sums, days and names as press reports have. Beside it, in the same run, the floor: the same texts split into
words.
"""

from __future__ import annotations

import os
import re
import statistics
import time

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

from timing import seconds

from headwater.reading import Article, Gazetteer, read_article

ARTICLES, WORDS, ROUNDS = 60, 500, 5

# One investment and one agreement in about 80 words: the press reports we measured with have fewer.
SENTENCES = {
    "en": "Halden Electronics said on Tuesday it plans to invest $2.4 billion in a chip plant in Kestrel by 2031. "
    "The two countries signed a memorandum of understanding on rare earths. Prices were little changed this week. "
    "Analysts see demand for batteries growing through the decade, and several makers have raised their outlook. "
    "Stocks of finished goods stayed below their average, while freight rates and insurance costs eased a little. "
    "People in the trade say that buyers now wait longer before they place orders, and that this will not change. ",
    "vi": "Tập đoàn Halden ngày 3/4 công bố kế hoạch đầu tư 2,4 tỷ USD vào nhà máy chip tại Hà Nam đến năm 2031. "
    "Hai nước đã ký bản ghi nhớ hợp tác về đất hiếm. Giá cả trong tuần này hầu như không thay đổi. "
    "Nhiều nhà sản xuất đã nâng dự báo về nhu cầu pin trong những năm tới và tìm thêm nguồn cung mới. "
    "Tồn kho thành phẩm vẫn dưới mức trung bình, trong khi cước vận tải và chi phí bảo hiểm giảm nhẹ. "
    "Người trong ngành nói rằng khách mua nay chờ lâu hơn trước khi đặt hàng, và không ai nghĩ điều đó sẽ thay đổi. ",
    "fr": "Le groupe Halden a annoncé mardi un investissement de 2,4 milliards d'euros dans une usine de puces. "
    "Les deux pays ont signé un protocole d'accord sur les terres rares. Les prix ont peu varié cette semaine. "
    "Plusieurs fabricants ont relevé leurs prévisions de demande de batteries pour les prochaines années. "
    "Les stocks de produits finis sont restés sous leur moyenne, et le fret comme les assurances ont baissé. "
    "Dans la branche, on dit que les acheteurs attendent plus longtemps avant de commander, et que cela va durer. ",
    "ko": "할덴전자는 3일 2031년까지 2조 4천억 원을 투자해 반도체 공장을 건설할 계획이라고 밝혔다. "
    "양국은 희토류 공급망 협력 양해각서에 서명했다. 이번 주 가격은 거의 변하지 않았다. "
    "여러 업체가 앞으로 몇 년간의 배터리 수요 전망을 높이고 새로운 공급처를 찾고 있다. "
    "완제품 재고는 평균을 밑돌았고 운임과 보험료는 조금 내렸다. "
    "업계에서는 구매자들이 주문을 넣기 전에 더 오래 기다린다고 말하며, 이런 흐름이 이어질 것으로 본다. ",
    "ja": "ハルデン電機は3日、2031年までに2400億円を投資し、半導体工場を建設する計画を発表した。"
    "両国はレアアースの供給に関する覚書に署名した。今週の価格はほとんど変わらなかった。"
    "複数の企業が今後数年間の電池の需要見通しを引き上げ、新たな供給元を探している。"
    "完成品の在庫は平均を下回り、運賃と保険料はわずかに下がった。"
    "業界では買い手が注文を出すまで以前より長く待つようになったと言われ、この流れは続くと見られている。",
    "zh": "哈尔登电子3日宣布，计划到2031年前投资24亿美元兴建芯片工厂。两国签署了关于稀土的谅解备忘录。"
    "本周价格基本没有变化。多家企业上调了未来几年电池需求的预测，并在寻找新的供应来源。"
    "成品库存仍低于平均水平，运费和保险费略有下降。"
    "业内人士说，买家下单前等待的时间更长了，没有人认为这种情况会改变。",
}
CHARACTERS_A_WORD = {"ko": 3, "ja": 2, "zh": 2}


def articles() -> list[Article]:
    """The same number of articles in each language, each of about `WORDS` words."""
    made = []
    for number in range(ARTICLES):
        language = list(SENTENCES)[number % len(SENTENCES)]
        text = SENTENCES[language]
        per_round = len(text) / CHARACTERS_A_WORD[language] if language in CHARACTERS_A_WORD else len(text.split())
        made.append(Article(f"b{number}", text * round(WORDS / per_round), published_on="2030-04-05"))
    return made


def main() -> None:
    """Print articles a second, the spread, and the ratio to the floor."""
    made, gazetteer = articles(), Gazetteer()
    taken = seconds(lambda: [read_article(each, gazetteer) for each in made], ROUNDS, time.process_time)
    floor = statistics.median(
        seconds(lambda: [re.findall(r"\w+", each.text) for each in made], ROUNDS, time.process_time)
    )
    rate = ARTICLES / statistics.median(taken)
    print(f"{ARTICLES} articles of about {WORDS} words in six languages, one core, {ROUNDS} runs, processor time")
    print(f"  read  {rate:7.0f} articles a second   from {ARTICLES / max(taken):.0f} to {ARTICLES / min(taken):.0f}")
    print(
        f"  target, at least 200: {'reached' if rate >= 200 else 'missed'}; {ARTICLES / floor / rate:.0f} times floor"
    )
    for language in SENTENCES:
        own = [each for number, each in enumerate(made) if list(SENTENCES)[number % len(SENTENCES)] == language]
        each_s = statistics.median(
            seconds(lambda own=own: [read_article(one, gazetteer) for one in own], ROUNDS, time.process_time)
        ) / len(own)
        print(f"    {language}  {1 / each_s:7.0f} a second")


if __name__ == "__main__":
    main()
