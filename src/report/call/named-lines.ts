/** A line of a call or a duty, and the name that it had before; null: it is new. */
interface Line {
  readonly item: string | null
}

/**
 * Gives each line the name by which answers know it, `i1`, `i2`, …: one that bears a known name
 * keeps it, and no new one gets the name of another. `known`: names that were given before.
 */
export function namedLines<Written extends Line>(
  lines: readonly Written[],
  known: readonly string[],
): readonly (Written & { readonly item: string })[] {
  const used = new Set<string>()
  let last = known.reduce((most, item) => Math.max(most, Number(item.slice(1)) || 0), 0)
  return lines.map((line) => {
    const { item: had } = line
    const keeps = had !== null && known.includes(had) && !used.has(had)
    if (!keeps) last += 1
    const item = keeps ? had : `i${last}`
    used.add(item)
    return { ...line, item }
  })
}
