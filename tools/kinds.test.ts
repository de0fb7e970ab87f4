import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { requirementKinds } from '../src/duty/requirements/requirement-kinds.ts'
import { fieldKinds } from '../src/ledger/fields/field-kinds.ts'
import { measureKinds } from '../src/ledger/figure/measures/measure-kinds.ts'
import { operators } from '../src/ledger/predicate/operators/operators.ts'

// A kind is one value in one folder, and the index of the folder is the only list of kinds.
// Whoever tells kinds apart elsewhere is a place that a new kind would have to be taught.

const root = join(import.meta.dirname, '..', 'src')

/** What is told apart, and where that is right. */
const families: readonly { readonly names: ReadonlySet<string>; readonly at: string }[] = [
  { names: new Set(requirementKinds.map(({ kind }) => kind)), at: 'duty/requirements/' },
  { names: new Set(measureKinds.map(({ kind }) => kind)), at: 'ledger/figure/measures/' },
  { names: new Set(Object.keys(operators)), at: 'ledger/predicate/operators/' },
  { names: new Set(Object.keys(fieldKinds)), at: 'ledger/fields/' },
]

/** Asks of one kind by its name, or by what only that kind has. */
const asksOfOne = [
  /\b(?:require|requirement|rule|measure)\??\.kind\s*[!=]==/,
  /\bExtract<\s*(?:Requirement|Measure)\b/,
  /'[A-Za-z]+' in (?:[\w.]+\.)?(?:require|measure)\b/,
]

function findings(file: string, text: string): string[] {
  const found = asksOfOne
    .filter((one) => one.test(text) && !families.some(({ at }) => file.startsWith(at)))
    .map((one) => `${file}: ${one.source}`)
  if (!text.includes('switch')) return found
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node) => {
    if (ts.isSwitchStatement(node)) {
      const cases = node.caseBlock.clauses.flatMap((one) =>
        ts.isCaseClause(one) && ts.isStringLiteral(one.expression) ? [one.expression.text] : [],
      )
      const family = families.find(
        ({ names, at }) =>
          !file.startsWith(at) && cases.length > 1 && cases.every((one) => names.has(one)),
      )
      if (family) found.push(`${file}: switch over ${cases.join(', ')}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
)

test('kinds are told apart in their own folder and nowhere else', () => {
  expect(files.length).toBeGreaterThan(500)
  expect(files.flatMap((file) => findings(file, readFileSync(join(root, file), 'utf8')))).toEqual(
    [],
  )
})

test.each([
  "switch (require.kind) { case 'quota': return 1; case 'cap': return 2 }",
  "switch (kind) { case 'held': case 'each': return 1; default: return 0 }",
  "switch (of.kind) { case 'sum': case 'share': return 1 }",
  "switch (operator) { case 'exists': case 'count': return 1 }",
  "switch (field.type) { case 'person': case 'people': return 1 }",
  "if (duty.require.kind === 'none') return []",
  "if (require?.kind !== 'none') return []",
  "type None = Extract<Requirement, { kind: 'none' }>",
  "'figure' in require ? [require.figure] : []",
])('the guard finds %s', (text) => {
  expect(findings('app/somewhere.ts', text)).not.toEqual([])
})

test('the folder of a kind may', () => {
  const text = "switch (require.kind) { case 'quota': return 1; case 'cap': return 2 }"
  expect(findings('duty/requirements/for-each.ts', text)).toEqual([])
})
