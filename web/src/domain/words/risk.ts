/** The words of the screen of systemic risk. */
import type { InLanguages } from './index';

export interface RiskWords {
  title: string;
  intro: string;
  network: string;
  cells: string;
  firms: string;
  cellsHelp: string;
  firmsHelp: string;
  sides: string;
  both: string;
  down: string;
  up: string;
  substitution: string;
  size: (nodes: string, links: string) => string;
  bound: (count: string) => string;
  complete: string;
  ranking: string;
  rank: string;
  who: string;
  makes: string;
  share: string;
  esri: string;
  esriDown: string;
  esriUp: string;
  bars: string;
  barsHelp: string;
  filter: string;
  place: string;
  allPlaces: string;
  shown: (some: string, all: string) => string;
  showAll: (all: string) => string;
  showFewer: string;
  none: string;
  clear: string;
  stopThis: (name: string) => string;
  stopShort: string;
  noneRanked: string;
  noneRankedNext: string;
  notes: string;
  notesIntro: string;
  noteKinds: Record<'unknown' | 'default' | 'flows' | 'left-out', (count: string) => string>;
  whatIf: string;
  whatIfIntro: string;
  whoStops: string;
  choose: string;
  addAnother: string;
  countries: string;
  products: string;
  organizations: string;
  unstop: (name: string) => string;
  psi: string;
  psiUp: string;
  asPsi: string;
  stopped: (names: string, part: string | null) => string;
  outcome: (all: string, down: string, up: string) => string;
  hit: (count: string) => string;
  player: string;
  step: (step: string, last: string) => string;
  stepZero: string;
  play: string;
  pause: string;
  first: string;
  back: string;
  next: string;
  last: string;
  keys: string;
  atStep: (all: string, nodes: string, newly: string) => string;
  mapTitle: (names: string) => string;
  mapShade: string;
  mapNone: string;
  mapAbsent: (name: string) => string;
  mapText: (loss: string) => string;
  mapPlaceless: (count: string) => string;
  chainTitle: (names: string) => string;
  chainSubtitle: (products: string) => string;
  chainNone: string;
  productLoses: (loss: string) => string;
  undrawn: (count: string) => string;
  byNow: string;
  direct: string;
  indirect: string;
  hitTable: string;
  loss: string;
  lossDown: string;
  lossUp: string;
  tier: string;
  tierHelp: string;
  lost: string;
  notHit: string;
  stops: string;
  notNamed: string;
  rest: (shown: string, all: string) => string;
  method: string;
  close: string;
}

const plural = (count: string, one: string, many: string): string => `${count} ${count === '1' ? one : many}`;

const en: RiskWords = {
  title: 'Systemic risk',
  intro: 'Each node of the network is stopped alone. Its loss spreads to those who buy from it and to those who sell to it. What is lost of all output in the end ranks it.',
  network: 'Network',
  cells: 'Providers and products',
  firms: 'Firms',
  cellsHelp: 'A node is a country or firm making one product; it buys what the product needs.',
  firmsHelp: 'A node is an organization; links are recorded deliveries between them.',
  sides: 'Losses spread',
  both: 'both ways',
  down: 'to buyers only',
  up: 'to suppliers only',
  substitution: 'Others of the same product fill in',
  size: (nodes, links) => `${plural(nodes, 'node', 'nodes')}, ${plural(links, 'link', 'links')}`,
  bound: (count) => `Not all is known of ${plural(count, 'product or firm', 'products or firms')}: every figure is a lower bound.`,
  complete: 'Nothing in this network is recorded as unknown.',
  ranking: 'Which nodes may not fail',
  rank: 'Rank',
  who: 'Who',
  makes: 'Makes',
  share: 'Share of it',
  esri: 'Of all output lost',
  esriDown: 'through buyers',
  esriUp: 'through suppliers',
  bars: 'Through buyers and suppliers',
  barsHelp: 'Upper bar: lost through buyers. Lower, striped bar: lost through suppliers. Each node loses the larger of its two sides, so the index is no sum of the two.',
  filter: 'Filter by name',
  place: 'Country',
  allPlaces: 'All countries',
  shown: (some, all) => `${some} of ${all}`,
  showAll: (all) => `Show all ${all}`,
  showFewer: 'Show fewer',
  none: 'No node fits.',
  clear: 'Clear the filters',
  stopThis: (name) => `What if it stops: ${name}`,
  stopShort: 'What if',
  noneRanked: 'No node can be ranked in this network.',
  noneRankedNext: 'It needs links: requirements and shares for providers and products, recorded deliveries for firms.',
  notes: 'What is unknown, and what was assumed',
  notesIntro: 'The network is compiled from what sources state. Where they are silent, this was done.',
  noteKinds: {
    unknown: (count) => `Unknown: ${count}`,
    default: (count) => `Assumed: ${count}`,
    flows: (count) => `Taken from recorded flows: ${count}`,
    'left-out': (count) => `Left out: ${count}`,
  },
  whatIf: 'What if it stops?',
  whatIfIntro: 'Choose a country, a firm, a product or one node of the ranking, and follow its loss step by step.',
  whoStops: 'What stops',
  choose: 'Choose …',
  addAnother: 'Add another …',
  countries: 'Countries',
  products: 'Products',
  organizations: 'Firms',
  unstop: (name) => `Let it run again: ${name}`,
  psi: 'How much of it stops',
  psiUp: 'How much less it buys',
  asPsi: 'as much',
  stopped: (names, part) => (part === null ? `${names}: all of it stops` : `${names}: ${part} of it stops`),
  outcome: (all, down, up) => `${all} of all output is lost, ${down} through buyers, ${up} through suppliers.`,
  hit: (count) => `${plural(count, 'node is', 'nodes are')} hit.`,
  player: 'Steps of the cascade',
  step: (step, last) => `Step ${step} of ${last}`,
  stepZero: 'what stops',
  play: 'Play',
  pause: 'Pause',
  first: 'First step',
  back: 'One step back',
  next: 'One step on',
  last: 'Last step',
  keys: 'Arrow keys step, Home and End go to the ends, Space plays and pauses.',
  atStep: (all, nodes, newly) => `${all} of all output lost by now, ${plural(nodes, 'node', 'nodes')} hit, ${newly} for the first time.`,
  mapTitle: (names) => `${names}: loss by country`,
  mapShade: 'Part lost of what the country makes',
  mapNone: 'in the network, no loss so far',
  mapAbsent: (name) => `${name}: makes nothing in this network`,
  mapText: (loss) => `loses ${loss} of what it makes`,
  mapPlaceless: (count) => `${plural(count, 'node that is hit has', 'nodes that are hit have')} no stated country and cannot be drawn.`,
  chainTitle: (names) => `${names}: loss by product`,
  chainSubtitle: (products) => `${plural(products, 'product loses', 'products lose')} something in the end`,
  chainNone: 'No product of the chain loses anything.',
  productLoses: (loss) => `loses ${loss}`,
  undrawn: (count) => `${plural(count, 'product that loses has', 'products that lose have')} no place in the chain; the table has all.`,
  byNow: 'Lost by now',
  direct: 'with what stops',
  indirect: 'through inputs and buyers',
  hitTable: 'Who is hit',
  loss: 'Loses',
  lossDown: 'as buyer of inputs',
  lossUp: 'as seller',
  tier: 'Steps away',
  tierHelp: 'Links from what stopped, on the side on which it is hit first; 0: it stopped itself.',
  lost: 'Of all output',
  notHit: 'Nobody is hit at this step.',
  stops: 'stops',
  notNamed: 'nobody named',
  rest: (shown, all) => `The ${shown} hit hardest, of ${all}.`,
  method: 'Method',
  close: 'Back to the ranking alone',
};

const fr: RiskWords = {
  title: 'Risque systémique',
  intro: 'Chaque nœud du réseau est arrêté seul. Sa perte gagne ceux qui lui achètent et ceux qui lui vendent. Ce qui est perdu à la fin de toute la production fait son rang.',
  network: 'Réseau',
  cells: 'Fournisseurs et produits',
  firms: 'Entreprises',
  cellsHelp: 'Un nœud est un pays ou une entreprise qui fait un produit ; il achète ce que ce produit demande.',
  firmsHelp: 'Un nœud est une organisation ; les liens sont des livraisons enregistrées.',
  sides: 'Les pertes gagnent',
  both: 'les deux côtés',
  down: 'les acheteurs seulement',
  up: 'les fournisseurs seulement',
  substitution: 'Les autres du même produit prennent le relais',
  size: (nodes, links) => `${plural(nodes, 'nœud', 'nœuds')}, ${plural(links, 'lien', 'liens')}`,
  bound: (count) => `Tout n’est pas connu de ${plural(count, 'produit ou entreprise', 'produits ou entreprises')} : chaque chiffre est un minimum.`,
  complete: 'Rien n’est enregistré comme inconnu dans ce réseau.',
  ranking: 'Quels nœuds ne doivent pas tomber',
  rank: 'Rang',
  who: 'Qui',
  makes: 'Fait',
  share: 'Sa part',
  esri: 'Perdu de toute la production',
  esriDown: 'par les acheteurs',
  esriUp: 'par les fournisseurs',
  bars: 'Par les acheteurs et les fournisseurs',
  barsHelp: 'Barre du haut : perdu par les acheteurs. Barre du bas, rayée : perdu par les fournisseurs. Chaque nœud perd le plus grand de ses deux côtés : l’indice n’est pas la somme des deux.',
  filter: 'Filtrer par nom',
  place: 'Pays',
  allPlaces: 'Tous les pays',
  shown: (some, all) => `${some} sur ${all}`,
  showAll: (all) => `Montrer les ${all}`,
  showFewer: 'En montrer moins',
  none: 'Aucun nœud ne convient.',
  clear: 'Effacer les filtres',
  stopThis: (name) => `Et si cela s’arrête : ${name}`,
  stopShort: 'Et si',
  noneRanked: 'Aucun nœud de ce réseau ne peut être classé.',
  noneRankedNext: 'Il faut des liens : besoins et parts pour les fournisseurs et produits, livraisons enregistrées pour les entreprises.',
  notes: 'Ce qui est inconnu, et ce qui a été supposé',
  notesIntro: 'Le réseau est composé de ce que disent les sources. Là où elles se taisent, voici ce qui a été fait.',
  noteKinds: {
    unknown: (count) => `Inconnu : ${count}`,
    default: (count) => `Supposé : ${count}`,
    flows: (count) => `Pris des flux enregistrés : ${count}`,
    'left-out': (count) => `Laissé de côté : ${count}`,
  },
  whatIf: 'Et si cela s’arrête ?',
  whatIfIntro: 'Choisissez un pays, une entreprise, un produit ou un nœud du classement, et suivez sa perte pas à pas.',
  whoStops: 'Ce qui s’arrête',
  choose: 'Choisir …',
  addAnother: 'Ajouter …',
  countries: 'Pays',
  products: 'Produits',
  organizations: 'Entreprises',
  unstop: (name) => `Laisser reprendre : ${name}`,
  psi: 'Quelle part s’arrête',
  psiUp: 'De combien il achète moins',
  asPsi: 'autant',
  stopped: (names, part) => (part === null ? `${names} : arrêt complet` : `${names} : arrêt de ${part}`),
  outcome: (all, down, up) => `${all} de toute la production est perdu, ${down} par les acheteurs, ${up} par les fournisseurs.`,
  hit: (count) => `${plural(count, 'nœud est touché', 'nœuds sont touchés')}.`,
  player: 'Pas de la cascade',
  step: (step, last) => `Pas ${step} sur ${last}`,
  stepZero: 'ce qui s’arrête',
  play: 'Lire',
  pause: 'Pause',
  first: 'Premier pas',
  back: 'Un pas en arrière',
  next: 'Un pas en avant',
  last: 'Dernier pas',
  keys: 'Les flèches avancent pas à pas, Début et Fin vont aux bouts, Espace lit et met en pause.',
  atStep: (all, nodes, newly) => `${all} de toute la production perdu jusqu’ici, ${plural(nodes, 'nœud touché', 'nœuds touchés')}, dont ${newly} pour la première fois.`,
  mapTitle: (names) => `${names} : perte par pays`,
  mapShade: 'Part perdue de ce que fait le pays',
  mapNone: 'dans le réseau, sans perte jusqu’ici',
  mapAbsent: (name) => `${name} : ne fait rien dans ce réseau`,
  mapText: (loss) => `perd ${loss} de ce qu’il fait`,
  mapPlaceless: (count) => `${plural(count, 'nœud touché n’a', 'nœuds touchés n’ont')} pas de pays indiqué et ne peut être dessiné.`,
  chainTitle: (names) => `${names} : perte par produit`,
  chainSubtitle: (products) => `${plural(products, 'produit perd', 'produits perdent')} quelque chose à la fin`,
  chainNone: 'Aucun produit de la chaîne ne perd quoi que ce soit.',
  productLoses: (loss) => `perd ${loss}`,
  undrawn: (count) => `${plural(count, 'produit touché n’a', 'produits touchés n’ont')} pas de place dans la chaîne ; le tableau les a tous.`,
  byNow: 'Perdu jusqu’ici',
  direct: 'avec ce qui s’arrête',
  indirect: 'par les intrants et les acheteurs',
  hitTable: 'Qui est touché',
  loss: 'Perd',
  lossDown: 'comme acheteur',
  lossUp: 'comme vendeur',
  tier: 'À combien de pas',
  tierHelp: 'Liens depuis ce qui s’est arrêté, du côté touché en premier ; 0 : c’est ce qui s’est arrêté.',
  lost: 'De toute la production',
  notHit: 'Personne n’est touché à ce pas.',
  stops: 's’arrête',
  notNamed: 'personne de nommé',
  rest: (shown, all) => `Les ${shown} plus touchés, sur ${all}.`,
  method: 'Méthode',
  close: 'Revenir au classement seul',
};

const ko: RiskWords = {
  title: '시스템 위험',
  intro: '네트워크의 각 노드를 하나씩 멈춥니다. 손실은 그로부터 사는 쪽과 그에게 파는 쪽으로 번집니다. 마지막에 전체 산출 가운데 잃는 몫이 순위를 정합니다.',
  network: '네트워크',
  cells: '공급자와 품목',
  firms: '기업',
  cellsHelp: '노드는 한 품목을 만드는 국가나 기업이며, 그 품목에 필요한 것을 삽니다.',
  firmsHelp: '노드는 조직이고, 연결은 기록된 거래입니다.',
  sides: '손실이 번지는 방향',
  both: '양쪽',
  down: '구매자 쪽만',
  up: '공급자 쪽만',
  substitution: '같은 품목의 다른 공급자가 메움',
  size: (nodes, links) => `노드 ${nodes}개, 연결 ${links}개`,
  bound: (count) => `품목 또는 기업 ${count}개에 대해 알려지지 않은 것이 있어, 모든 수치는 하한입니다.`,
  complete: '이 네트워크에 미상으로 기록된 것은 없습니다.',
  ranking: '멈추면 안 되는 노드',
  rank: '순위',
  who: '공급자',
  makes: '품목',
  share: '점유율',
  esri: '전체 산출 손실',
  esriDown: '구매자를 통해',
  esriUp: '공급자를 통해',
  bars: '구매자와 공급자를 통해',
  barsHelp: '위 막대: 구매자를 통한 손실. 아래 줄무늬 막대: 공급자를 통한 손실. 각 노드는 두 쪽 가운데 큰 쪽을 잃으므로 지수는 둘의 합이 아닙니다.',
  filter: '이름으로 거르기',
  place: '국가',
  allPlaces: '모든 국가',
  shown: (some, all) => `${all}개 중 ${some}개`,
  showAll: (all) => `${all}개 모두 보기`,
  showFewer: '적게 보기',
  none: '맞는 노드가 없습니다.',
  clear: '거르기 지우기',
  stopThis: (name) => `멈춘다면: ${name}`,
  stopShort: '멈춘다면',
  noneRanked: '이 네트워크에는 순위를 매길 노드가 없습니다.',
  noneRankedNext: '연결이 있어야 합니다. 공급자와 품목에는 투입 요건과 점유율이, 기업에는 기록된 거래가 필요합니다.',
  notes: '알려지지 않은 것과 가정한 것',
  notesIntro: '네트워크는 출처가 말하는 것으로 만듭니다. 출처가 말하지 않는 곳은 다음과 같이 했습니다.',
  noteKinds: {
    unknown: (count) => `미상: ${count}`,
    default: (count) => `가정: ${count}`,
    flows: (count) => `기록된 흐름에서 가져옴: ${count}`,
    'left-out': (count) => `제외: ${count}`,
  },
  whatIf: '멈춘다면?',
  whatIfIntro: '국가, 기업, 품목 또는 순위의 한 노드를 골라 손실을 단계별로 따라가 보십시오.',
  whoStops: '멈추는 것',
  choose: '고르기 …',
  addAnother: '하나 더 …',
  countries: '국가',
  products: '품목',
  organizations: '기업',
  unstop: (name) => `다시 가동: ${name}`,
  psi: '멈추는 몫',
  psiUp: '줄어드는 구매',
  asPsi: '같은 몫',
  stopped: (names, part) => (part === null ? `${names}: 모두 멈춤` : `${names}: ${part} 멈춤`),
  outcome: (all, down, up) => `전체 산출의 ${all} 손실, 구매자를 통해 ${down}, 공급자를 통해 ${up}.`,
  hit: (count) => `노드 ${count}개가 영향을 받습니다.`,
  player: '손실이 번지는 단계',
  step: (step, last) => `${last}단계 중 ${step}단계`,
  stepZero: '멈춘 것',
  play: '재생',
  pause: '일시 정지',
  first: '처음 단계',
  back: '한 단계 뒤로',
  next: '한 단계 앞으로',
  last: '마지막 단계',
  keys: '화살표 키로 한 단계씩, Home과 End로 양 끝, 스페이스로 재생과 정지.',
  atStep: (all, nodes, newly) => `지금까지 전체 산출의 ${all} 손실, 노드 ${nodes}개, 그중 ${newly}개는 처음.`,
  mapTitle: (names) => `${names}: 국가별 손실`,
  mapShade: '국가가 만드는 것 가운데 잃는 몫',
  mapNone: '네트워크에 있으나 아직 손실 없음',
  mapAbsent: (name) => `${name}: 이 네트워크에서 만드는 것 없음`,
  mapText: (loss) => `만드는 것의 ${loss} 손실`,
  mapPlaceless: (count) => `영향을 받는 노드 ${count}개는 국가가 기록되지 않아 그릴 수 없습니다.`,
  chainTitle: (names) => `${names}: 품목별 손실`,
  chainSubtitle: (products) => `마지막에 손실이 있는 품목 ${products}개`,
  chainNone: '공급망에서 손실이 있는 품목이 없습니다.',
  productLoses: (loss) => `${loss} 손실`,
  undrawn: (count) => `손실이 있는 품목 ${count}개는 공급망 그림에 없습니다. 표에는 모두 있습니다.`,
  byNow: '지금까지 손실',
  direct: '멈춘 것으로',
  indirect: '투입과 구매자를 통해',
  hitTable: '영향을 받는 곳',
  loss: '손실',
  lossDown: '구매자로서',
  lossUp: '판매자로서',
  tier: '몇 단계 거리',
  tierHelp: '먼저 영향을 받는 쪽에서 멈춘 것까지의 연결 수. 0은 스스로 멈춘 것입니다.',
  lost: '전체 산출 대비',
  notHit: '이 단계에서 영향을 받는 곳이 없습니다.',
  stops: '멈춤',
  notNamed: '이름이 알려지지 않음',
  rest: (shown, all) => `${all}개 중 가장 큰 ${shown}개.`,
  method: '방법',
  close: '순위만 보기',
};

const vi: RiskWords = {
  title: 'Rủi ro hệ thống',
  intro: 'Mỗi nút của mạng lưới bị dừng riêng. Tổn thất lan tới bên mua của nó và tới bên bán cho nó. Phần mất đi trong toàn bộ sản lượng quyết định thứ hạng.',
  network: 'Mạng lưới',
  cells: 'Nhà cung cấp và sản phẩm',
  firms: 'Doanh nghiệp',
  cellsHelp: 'Một nút là một nước hoặc doanh nghiệp làm một sản phẩm; nó mua những gì sản phẩm cần.',
  firmsHelp: 'Một nút là một tổ chức; liên kết là các lần giao hàng được ghi nhận.',
  sides: 'Tổn thất lan',
  both: 'cả hai phía',
  down: 'chỉ tới bên mua',
  up: 'chỉ tới nhà cung cấp',
  substitution: 'Bên khác cùng sản phẩm bù vào',
  size: (nodes, links) => `${nodes} nút, ${links} liên kết`,
  bound: (count) => `Chưa biết hết về ${count} sản phẩm hoặc doanh nghiệp: mọi con số là mức tối thiểu.`,
  complete: 'Không có gì trong mạng lưới này được ghi là không rõ.',
  ranking: 'Những nút không được phép dừng',
  rank: 'Hạng',
  who: 'Ai',
  makes: 'Làm',
  share: 'Tỷ trọng',
  esri: 'Mất trong toàn bộ sản lượng',
  esriDown: 'qua bên mua',
  esriUp: 'qua nhà cung cấp',
  bars: 'Qua bên mua và nhà cung cấp',
  barsHelp: 'Thanh trên: mất qua bên mua. Thanh dưới, có sọc: mất qua nhà cung cấp. Mỗi nút mất phía lớn hơn trong hai phía, nên chỉ số không phải là tổng của hai phía.',
  filter: 'Lọc theo tên',
  place: 'Nước',
  allPlaces: 'Mọi nước',
  shown: (some, all) => `${some} trên ${all}`,
  showAll: (all) => `Hiện cả ${all}`,
  showFewer: 'Hiện ít hơn',
  none: 'Không có nút nào phù hợp.',
  clear: 'Xóa bộ lọc',
  stopThis: (name) => `Nếu dừng: ${name}`,
  stopShort: 'Nếu dừng',
  noneRanked: 'Không nút nào trong mạng lưới này xếp hạng được.',
  noneRankedNext: 'Cần có liên kết: nhu cầu đầu vào và tỷ trọng cho nhà cung cấp và sản phẩm, giao hàng được ghi nhận cho doanh nghiệp.',
  notes: 'Điều chưa biết và điều đã giả định',
  notesIntro: 'Mạng lưới được dựng từ những gì các nguồn nêu. Chỗ nào nguồn không nói, đã làm như sau.',
  noteKinds: {
    unknown: (count) => `Không rõ: ${count}`,
    default: (count) => `Giả định: ${count}`,
    flows: (count) => `Lấy từ dòng hàng được ghi nhận: ${count}`,
    'left-out': (count) => `Bỏ ra ngoài: ${count}`,
  },
  whatIf: 'Nếu dừng thì sao?',
  whatIfIntro: 'Chọn một nước, doanh nghiệp, sản phẩm hoặc một nút trong bảng xếp hạng và theo dõi tổn thất từng bước.',
  whoStops: 'Cái gì dừng',
  choose: 'Chọn …',
  addAnother: 'Thêm nữa …',
  countries: 'Các nước',
  products: 'Sản phẩm',
  organizations: 'Doanh nghiệp',
  unstop: (name) => `Cho chạy lại: ${name}`,
  psi: 'Phần bị dừng',
  psiUp: 'Mua ít đi',
  asPsi: 'bằng phần đó',
  stopped: (names, part) => (part === null ? `${names}: dừng toàn bộ` : `${names}: dừng ${part}`),
  outcome: (all, down, up) => `Mất ${all} toàn bộ sản lượng, ${down} qua bên mua, ${up} qua nhà cung cấp.`,
  hit: (count) => `${count} nút bị ảnh hưởng.`,
  player: 'Các bước lan truyền',
  step: (step, last) => `Bước ${step} trên ${last}`,
  stepZero: 'cái bị dừng',
  play: 'Chạy',
  pause: 'Tạm dừng',
  first: 'Bước đầu',
  back: 'Lùi một bước',
  next: 'Tiến một bước',
  last: 'Bước cuối',
  keys: 'Phím mũi tên đi từng bước, Home và End đến hai đầu, phím cách để chạy và tạm dừng.',
  atStep: (all, nodes, newly) => `Đến nay mất ${all} toàn bộ sản lượng, ${nodes} nút bị ảnh hưởng, ${newly} nút lần đầu.`,
  mapTitle: (names) => `${names}: tổn thất theo nước`,
  mapShade: 'Phần mất trong những gì nước đó làm',
  mapNone: 'có trong mạng lưới, chưa mất gì',
  mapAbsent: (name) => `${name}: không làm gì trong mạng lưới này`,
  mapText: (loss) => `mất ${loss} những gì nước đó làm`,
  mapPlaceless: (count) => `${count} nút bị ảnh hưởng không ghi nước nên không vẽ được.`,
  chainTitle: (names) => `${names}: tổn thất theo sản phẩm`,
  chainSubtitle: (products) => `${products} sản phẩm có tổn thất khi kết thúc`,
  chainNone: 'Không sản phẩm nào trong chuỗi bị tổn thất.',
  productLoses: (loss) => `mất ${loss}`,
  undrawn: (count) => `${count} sản phẩm bị mất không có chỗ trong chuỗi; bảng có đủ.`,
  byNow: 'Mất đến nay',
  direct: 'cùng với cái bị dừng',
  indirect: 'qua đầu vào và bên mua',
  hitTable: 'Ai bị ảnh hưởng',
  loss: 'Mất',
  lossDown: 'với tư cách bên mua',
  lossUp: 'với tư cách bên bán',
  tier: 'Cách mấy bước',
  tierHelp: 'Số liên kết tính từ chỗ dừng, ở phía bị ảnh hưởng trước; 0: chính nó dừng.',
  lost: 'Trong toàn bộ sản lượng',
  notHit: 'Không ai bị ảnh hưởng ở bước này.',
  stops: 'dừng',
  notNamed: 'không ai được nêu tên',
  rest: (shown, all) => `${shown} nút bị nặng nhất trên ${all}.`,
  method: 'Phương pháp',
  close: 'Chỉ xem bảng xếp hạng',
};

export const riskWords: InLanguages<RiskWords> = { en, ko, vi, fr };
