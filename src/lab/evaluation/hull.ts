/** Cost–quality curves: the hull that random mixtures of its points reach, and the area under it (AIQ). */

export interface Point {
  readonly cost: number;
  readonly quality: number;
}

/**
 * Upper concave hull of the points, cut off after the best one: non-decreasing in cost, from the cheapest point on.
 * Every point between two of its corners is reached by mixing the two at random.
 */
export function hull<P extends Point>(points: readonly P[]): P[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.quality - a.quality);
  const corners: P[] = [];
  for (const point of sorted) {
    if (corners.length > 0 && point.quality <= corners.at(-1)!.quality) continue;
    while (corners.length > 1 && !turnsRight(corners.at(-2)!, corners.at(-1)!, point)) corners.pop();
    corners.push(point);
  }
  return corners;
}

/** Whether `middle` lies above the line from `left` to `right`. */
function turnsRight(left: Point, middle: Point, right: Point): boolean {
  return (
    (middle.quality - left.quality) * (right.cost - left.cost) >
    (right.quality - left.quality) * (middle.cost - left.cost)
  );
}

/** Quality of a hull at a cost: linear between corners, flat to the right, undefined left of the first. */
export function qualityAt(corners: readonly Point[], cost: number): number | undefined {
  const next = corners.findIndex((corner) => corner.cost > cost);
  if (next === 0 || corners.length === 0) return undefined;
  const left = corners.at(next === -1 ? -1 : next - 1)!;
  if (next === -1) return left.quality;
  const right = corners[next]!;
  return left.quality + ((cost - left.cost) / (right.cost - left.cost)) * (right.quality - left.quality);
}

/**
 * Average quality over the range of cost from the cheapest to the dearest single expert, as a hull reaches it that
 * contains the cheapest expert. Points beyond the dearest are dropped. Null where the range has no width.
 */
export function averageQuality(points: readonly Point[], cheapest: Point, dearest: Point): number | null {
  const width = dearest.cost - cheapest.cost;
  if (!(width > 0)) return null;
  const corners = hull([cheapest, ...points.filter(({ cost }) => cost <= dearest.cost)]);
  const costs = [
    cheapest.cost,
    ...corners.map(({ cost }) => cost).filter((cost) => cost > cheapest.cost),
    dearest.cost,
  ];
  let area = 0;
  for (let i = 1; i < costs.length; i++) {
    area +=
      ((costs[i]! - costs[i - 1]!) * (qualityAt(corners, costs[i - 1]!)! + qualityAt(corners, costs[i]!)!)) /
      2;
  }
  return area / width;
}
