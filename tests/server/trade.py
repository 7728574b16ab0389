"""A small trade record as own tables: Korea, Japan and Viet Nam report what they buy in 2022 and 2023."""

from headwater.workflows.record import add
from tests.server.conftest import clock

WAFERS, MAGNETS = "hs:HS2022.381800", "hs:HS2022.850511"
SOURCES = "id,title,kind,source,locator\nsource:customs,Customs of everybody,official-statistics,source:customs,p 1\n"
HEAD = "supplier,buyer,product,reporter,value,currency,valuation,period,source,locator,disclosure\n"

# supplier, buyer, product, reporter, value, valuation, period
ROWS = (
    ("JPN", "KOR", WAFERS, "KOR", 60, "cif", 2023), ("USA", "KOR", WAFERS, "KOR", 30, "cif", 2023),
    ("DEU", "KOR", WAFERS, "KOR", 10, "cif", 2023), ("JPN", "KOR", WAFERS, "JPN", 50, "fob", 2023),
    ("JPN", "KOR", WAFERS, "KOR", 40, "cif", 2022), ("USA", "KOR", WAFERS, "KOR", 60, "cif", 2022),
    ("CHN", "KOR", MAGNETS, "KOR", 95, "cif", 2023), ("JPN", "KOR", MAGNETS, "KOR", 5, "cif", 2023),
    ("CHN", "JPN", MAGNETS, "JPN", 30, "cif", 2023), ("VNM", "JPN", MAGNETS, "JPN", 10, "cif", 2023),
    ("CHN", "VNM", MAGNETS, "VNM", 8, "cif", 2023), ("KOR", "VNM", WAFERS, "VNM", 4, "cif", 2023),
    ("KOR", "VNM", WAFERS, "KOR", 5, "fob", 2023),
)  # fmt: skip

NICKEL, GALLIUM, FILM = "product:nickel-ore", "product:gallium", "product:abf-film"
"""Products of the reference world; the last has no HS code."""
PRODUCTS = (
    "id,name,kind,hs_codes,hs_edition,source,locator\n"
    f"{NICKEL},Nickel ore,material,260400,HS2022,source:customs,p 1\n"
    f"{GALLIUM},Gallium,material,811292,HS2022,source:customs,p 2\n"
    f"{FILM},Build-up film,material,,,source:customs,p 3\n"
)
ORE, METAL = "hs:HS2022.260400", "hs:HS2017.811292"  # the second was split when HS 2022 came
PRODUCT_ROWS = (
    ("IDN", "CHN", ORE, "CHN", 70, "cif", 2022), ("PHL", "CHN", ORE, "CHN", 30, "cif", 2022),
    ("IDN", "CHN", ORE, "CHN", 90, "cif", 2023), ("PHL", "JPN", ORE, "JPN", 10, "cif", 2023),
    ("CHN", "JPN", METAL, "JPN", 8, "cif", 2022), ("DEU", "JPN", METAL, "JPN", 2, "cif", 2022),
)  # fmt: skip


def lines(rows, disclosure=""):
    return "".join(
        f"country:{supplier},country:{buyer},{product},country:{reporter},{value},USD,{valuation},{period},"
        f"source:customs,row {number},{disclosure}\n"
        for number, (supplier, buyer, product, reporter, value, valuation, period) in enumerate(rows, 2)
    )


def trade_folder(folder, rows=ROWS, disclosure=""):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (folder / "flows.csv").write_text(HEAD + lines(rows, disclosure), encoding="utf-8")
    return folder


def product_folder(folder):
    """Trade in codes that stand for products of the reference world."""
    made = trade_folder(folder, PRODUCT_ROWS)
    (made / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    return made


def record(space, folder):
    add(space.log, space.readers, [folder], contributor="tester", clock=clock)
    return space
