const quote = "'"

/**
 * The statements of a text of ours, each by itself: a distributed database hands what it is sent on
 * to other machines as a whole, and so must get one at a time. Semicolons inside quotes stay.
 */
export function sqlStatements(sql: string): readonly string[] {
  const found: string[] = []
  let from = 0
  let isQuoted = false
  for (let at = 0; at < sql.length; at += 1) {
    // A quote inside a quoted text is written twice, and so ends and begins it at one place.
    if (sql[at] === quote) isQuoted = !isQuoted
    if (sql[at] !== ';' || isQuoted) continue
    found.push(sql.slice(from, at))
    from = at + 1
  }
  found.push(sql.slice(from))
  return found.map((one) => one.trim()).filter((one) => one !== '')
}
