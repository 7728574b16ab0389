/** The folded tiers in the address: `folded=0,3`, the screen's own parameter. */

const most = 60; // tiers: no chain on record has more

export function foldedIn(own: Readonly<Record<string, string>>): ReadonlySet<number> {
  const numbers = (own['folded'] ?? '').split(',').filter((each) => /^\d{1,2}$/.test(each));
  return new Set(numbers.map(Number).filter((tier) => tier < most));
}

/** The own parameters with these tiers folded. */
export function foldedOut(own: Readonly<Record<string, string>>, tiers: ReadonlySet<number>): Record<string, string> {
  return { ...own, folded: [...tiers].sort((a, b) => a - b).join(',') };
}
