/** What the chapters of the Harmonized System hold, in a few words of our own. */
import type { InLanguages } from './index';

/** One line a chapter: code | English | Korean | Vietnamese | French. */
const lines = `
01|Live animals|산 동물|Động vật sống|Animaux vivants
02|Meat|육류|Thịt|Viandes
03|Fish and seafood|어류·수산물|Cá và thủy sản|Poissons et fruits de mer
04|Dairy, eggs, honey|낙농품·알·꿀|Sữa, trứng, mật ong|Produits laitiers, œufs, miel
05|Other animal products|기타 동물성 생산품|Sản phẩm động vật khác|Autres produits d’animaux
06|Plants and flowers|식물·꽃|Cây và hoa|Plantes et fleurs
07|Vegetables|채소|Rau củ|Légumes
08|Fruit and nuts|과실·견과|Quả và hạt|Fruits
09|Coffee, tea, spices|커피·차·향신료|Cà phê, chè, gia vị|Café, thé, épices
10|Cereals|곡물|Ngũ cốc|Céréales
11|Flour, malt, starch|가루·맥아·전분|Bột, mạch nha, tinh bột|Farines, malt, amidons
12|Oil seeds and medicinal plants|유지종자·약용식물|Hạt có dầu và cây thuốc|Graines oléagineuses, plantes médicinales
13|Gums and resins|수지·식물 추출물|Nhựa và gôm|Gommes et résines
14|Plaiting materials|식물성 편조물 재료|Vật liệu tết bện|Matières à tresser
15|Fats and oils|유지|Dầu và mỡ|Graisses et huiles
16|Prepared meat and fish|육류·어류 조제품|Thịt, cá chế biến|Préparations de viande et de poisson
17|Sugar|당류|Đường|Sucres
18|Cocoa|코코아|Ca cao|Cacao
19|Cereal preparations|곡물 조제품|Chế phẩm ngũ cốc|Préparations de céréales
20|Prepared vegetables and fruit|채소·과실 조제품|Rau quả chế biến|Préparations de légumes et de fruits
21|Other food preparations|기타 조제 식료품|Thực phẩm chế biến khác|Autres préparations alimentaires
22|Drinks, spirits, vinegar|음료·주류·식초|Đồ uống, rượu, giấm|Boissons, alcools, vinaigres
23|Food residues, feed|식품 찌꺼기·사료|Phế liệu thực phẩm, thức ăn chăn nuôi|Résidus alimentaires, aliments pour animaux
24|Tobacco|담배|Thuốc lá|Tabacs
25|Salt, stone, cement|소금·석재·시멘트|Muối, đá, xi măng|Sel, pierres, ciment
26|Ores and slag|광석·슬래그|Quặng và xỉ|Minerais et scories
27|Fuels and mineral oils|연료·광물유|Nhiên liệu, dầu khoáng|Combustibles, huiles minérales
28|Inorganic chemicals, rare earths|무기화학품·희토류|Hóa chất vô cơ, đất hiếm|Chimie inorganique, terres rares
29|Organic chemicals|유기화학품|Hóa chất hữu cơ|Chimie organique
30|Medicines|의약품|Dược phẩm|Médicaments
31|Fertilisers|비료|Phân bón|Engrais
32|Dyes, pigments, paints|염료·안료·도료|Thuốc nhuộm, sơn|Colorants, peintures
33|Perfumes and cosmetics|향료·화장품|Nước hoa, mỹ phẩm|Parfums et cosmétiques
34|Soaps, waxes|비누·왁스|Xà phòng, sáp|Savons, cires
35|Proteins, glues, enzymes|단백질·접착제·효소|Protein, keo, enzym|Protéines, colles, enzymes
36|Explosives|화약류|Chất nổ|Explosifs
37|Photographic goods|사진용품|Vật liệu ảnh|Produits photographiques
38|Other chemicals, wafers|기타 화학품·웨이퍼|Hóa chất khác, tấm wafer|Autres produits chimiques, plaquettes
39|Plastics|플라스틱|Chất dẻo|Plastiques
40|Rubber|고무|Cao su|Caoutchouc
41|Hides and leather|원피·가죽|Da sống, da thuộc|Peaux et cuirs
42|Leather goods|가죽 제품|Đồ da|Maroquinerie
43|Furs|모피|Da lông|Fourrures
44|Wood|목재|Gỗ|Bois
45|Cork|코르크|Lie bần|Liège
46|Basketware|편조물 제품|Đồ đan lát|Vannerie
47|Pulp|펄프|Bột giấy|Pâtes de bois
48|Paper|종이|Giấy|Papiers
49|Printed matter|인쇄물|Ấn phẩm|Imprimés
50|Silk|견|Tơ tằm|Soie
51|Wool|양모|Len|Laine
52|Cotton|면|Bông|Coton
53|Other plant fibres|기타 식물섬유|Sợi thực vật khác|Autres fibres végétales
54|Man-made filaments|인조 필라멘트|Sợi filament nhân tạo|Filaments synthétiques
55|Man-made staple fibres|인조 스테이플|Xơ nhân tạo|Fibres synthétiques
56|Wadding, nonwovens, ropes|부직포·로프|Vải không dệt, dây thừng|Ouates, non-tissés, cordages
57|Carpets|양탄자|Thảm|Tapis
58|Special fabrics|특수 직물|Vải đặc biệt|Tissus spéciaux
59|Coated and technical fabrics|공업용 직물|Vải kỹ thuật|Tissus techniques
60|Knitted fabrics|편물|Vải dệt kim|Étoffes de bonneterie
61|Knitted clothing|편물 의류|Quần áo dệt kim|Vêtements en maille
62|Other clothing|기타 의류|Quần áo khác|Autres vêtements
63|Other textile goods|기타 섬유제품|Hàng dệt khác|Autres articles textiles
64|Footwear|신발|Giày dép|Chaussures
65|Headgear|모자|Mũ nón|Coiffures
66|Umbrellas, sticks|우산·지팡이|Ô, gậy|Parapluies, cannes
67|Feathers, artificial flowers|깃털·조화|Lông vũ, hoa giả|Plumes, fleurs artificielles
68|Stone, plaster, cement goods|석재·시멘트 제품|Sản phẩm đá, xi măng|Ouvrages en pierre et ciment
69|Ceramics|도자제품|Gốm sứ|Céramiques
70|Glass|유리|Thủy tinh|Verre
71|Precious metals and stones|귀금속·보석|Kim loại quý, đá quý|Métaux précieux et pierres
72|Iron and steel|철강|Sắt thép|Fer et acier
73|Articles of iron or steel|철강 제품|Sản phẩm sắt thép|Ouvrages en fer ou acier
74|Copper|구리|Đồng|Cuivre
75|Nickel|니켈|Niken|Nickel
76|Aluminium|알루미늄|Nhôm|Aluminium
78|Lead|납|Chì|Plomb
79|Zinc|아연|Kẽm|Zinc
80|Tin|주석|Thiếc|Étain
81|Other base metals: gallium, tungsten, cobalt|기타 비금속: 갈륨·텅스텐·코발트|Kim loại khác: gali, vonfram, coban|Autres métaux : gallium, tungstène, cobalt
82|Tools and cutlery|공구·칼붙이|Dụng cụ, dao kéo|Outils et coutellerie
83|Other metal goods|기타 금속제품|Hàng kim loại khác|Autres ouvrages en métal
84|Machinery, computers|기계·컴퓨터|Máy móc, máy tính|Machines, ordinateurs
85|Electrical machinery, chips, batteries|전기기기·반도체·배터리|Máy điện, chip, pin|Machines électriques, puces, batteries
86|Railways|철도|Đường sắt|Chemins de fer
87|Vehicles|자동차|Xe cộ|Véhicules
88|Aircraft and spacecraft|항공기·우주선|Máy bay, tàu vũ trụ|Avions et engins spatiaux
89|Ships|선박|Tàu thuyền|Navires
90|Optical, measuring, medical instruments|광학·계측·의료기기|Dụng cụ quang học, đo, y tế|Instruments optiques, de mesure, médicaux
91|Clocks and watches|시계|Đồng hồ|Horlogerie
92|Musical instruments|악기|Nhạc cụ|Instruments de musique
93|Arms|무기|Vũ khí|Armes
94|Furniture, lamps|가구·조명|Đồ nội thất, đèn|Meubles, luminaires
95|Toys, sports goods|완구·운동용품|Đồ chơi, dụng cụ thể thao|Jouets, articles de sport
96|Other manufactures|기타 제품|Hàng hóa khác|Autres articles
97|Works of art|예술품|Tác phẩm nghệ thuật|Objets d’art
99|Not classified|분류되지 않음|Không phân loại|Non classé
`.trim();

const parted = lines.split('\n').map((line) => line.split('|'));
const named = (place: number): Record<string, string> => Object.fromEntries(parted.map((cells) => [cells[0] ?? '', cells[place] ?? '']));

export const chapterNames: InLanguages<Record<string, string>> = { en: named(1), ko: named(2), vi: named(3), fr: named(4) };
