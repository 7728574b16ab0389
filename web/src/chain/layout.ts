/** Places for boxes and lines, worked out by the Eclipse Layout Kernel in a worker of its own. */
import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import worker from 'elkjs/lib/elk-worker.min.js?url';
import { standingAlone, type Graph, type Link, type Placed } from '../domain/chain';
import { tiersOf, type Tier } from '../domain/tiers';

export const box = { width: 184, height: 50 } as const;
const gap = { between: 14, columns: 20, aloneAbove: 64 } as const;
const leastColumns = 4;

export interface Box {
  id: string;
  x: number;
  y: number;
}

export interface Line {
  link: Link;
  points: readonly { x: number; y: number }[];
}

export interface Layout {
  graph: Graph;
  boxes: readonly Box[];
  lines: readonly Line[];
  tiers: readonly Tier[];
  /** Products without any link, in rows below the rest. */
  alone: readonly Box[];
  aloneTop: number;
  width: number;
  height: number;
  placed: readonly Placed[];
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.separateConnectedComponents': 'false',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': String(gap.between),
  'elk.spacing.edgeNode': '10',
  'elk.spacing.edgeEdge': '6',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '7',
  'elk.layered.mergeEdges': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '3', // 7, the default, takes four times as long on the ETO world for the same height and width
};

let elk: InstanceType<typeof ELK> | null = null;

function kernel(): InstanceType<typeof ELK> {
  elk ??= new ELK({ workerFactory: () => new Worker(worker), algorithms: ['layered'] });
  return elk;
}

/** Start the worker before there is anything to lay out: it loads while the server answers. */
export function warm(): void {
  try {
    kernel();
  } catch {
    // told where a layout is asked for
  }
}

async function ask(graph: ElkNode): Promise<ElkNode> {
  try {
    return await kernel().layout(graph);
  } catch (reason) {
    elk?.terminateWorker();
    elk = null; // the next question gets a fresh worker
    throw reason;
  }
}

/** Products without links in rows under the drawing, as wide as it is. */
function below(ids: readonly string[], width: number, top: number): Box[] {
  const columns = Math.max(leastColumns, Math.floor((width + gap.columns) / (box.width + gap.columns)));
  return ids.map((id, index) => ({
    id,
    x: (index % columns) * (box.width + gap.columns),
    y: top + Math.floor(index / columns) * (box.height + gap.between),
  }));
}

/** Places for every product of the graph; rejects where the worker cannot be started or fails. */
export async function layOut(graph: Graph): Promise<Layout> {
  const started = performance.now();
  const single = standingAlone(graph);
  const linked = graph.nodes.filter((node) => !single.has(node.id));
  const answer =
    linked.length === 0
      ? { children: [], edges: [], width: 0, height: 0 }
      : await ask({
          id: 'chain',
          layoutOptions: options,
          children: linked.map((node) => ({ id: node.id, ...box })),
          edges: graph.links.map((link) => ({ id: link.id, sources: [link.from], targets: [link.to] })),
        });
  performance.measure('chain laid out', { start: started, detail: { products: graph.nodes.length } }); // for bench/bench_page_chain.py
  const boxes = (answer.children ?? []).map(({ id, x = 0, y = 0 }) => ({ id, x, y }));
  const links = new Map(graph.links.map((link) => [link.id, link]));
  const lines = (answer.edges ?? []).flatMap((edge) => {
    const link = links.get(edge.id ?? '');
    const section = edge.sections?.[0];
    return link === undefined || section === undefined ? [] : [{ link, points: [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] }];
  });
  const tiers = tiersOf(boxes.map((each) => ({ ...each, width: box.width })));
  const aloneTop = boxes.length === 0 ? 0 : (answer.height ?? 0) + gap.aloneAbove;
  const alone = below([...single], answer.width ?? 0, aloneTop);
  const tierOf = new Map(tiers.flatMap((tier, index) => tier.products.map((id) => [id, index] as const)));
  const right = Math.max(answer.width ?? 0, ...alone.map((each) => each.x + box.width));
  const bottom = Math.max(answer.height ?? 0, ...alone.map((each) => each.y + box.height));
  return {
    graph, boxes, lines, tiers, alone, aloneTop, width: right, height: bottom,
    placed: [...boxes, ...alone].map(({ id, y }) => ({ id, y: y + box.height / 2, tier: tierOf.get(id) ?? null })),
  };
}
