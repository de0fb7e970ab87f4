import type { Document, Node } from 'yaml'
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Place } from '../ledger/fault.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'

/** A YAML file as plain data that still knows on which line each of its keys stands. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  /** The line (from 1) of the key or item at a path, or of its nearest parent that exists. */
  lineOf(path: Place): number
}

/** Reads one YAML file; what YAML itself objects to comes back as faults. */
export function readYaml(
  file: string,
  text: string,
): { readonly yaml: YamlFile | null; readonly faults: readonly PackFault[] } {
  const lines = new LineCounter()
  // Core schema, no aliases: a pack is read by people, and an alias hides what stands where.
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
  })
  const problems = [...document.errors, ...document.warnings]
  if (problems.length > 0) {
    const faults = problems.map((problem) =>
      packFault(
        'pack.yaml',
        { file, line: lines.linePos(problem.pos[0]).line },
        {
          text: {
            zh: `不是有效的 YAML：${problem.message}`,
            en: `This is not valid YAML: ${problem.message}`,
          },
          hint: {
            zh: '检查缩进、引号和重复的键。',
            en: 'Check indentation, quotes and repeated keys.',
          },
        },
      ),
    )
    return { yaml: null, faults }
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    return {
      yaml: { file, value, lineOf: (path) => lineOf(document, lines, path) },
      faults: [],
    }
  } catch {
    return { yaml: null, faults: [aliasFault(file)] }
  }
}

function aliasFault(file: string): PackFault {
  return packFault(
    'pack.yaml',
    { file, line: 1 },
    {
      text: { zh: '业务包中不允许使用 YAML 别名', en: 'YAML aliases are not allowed in a pack' },
      hint: { zh: '把内容直接写在用到的地方。', en: 'Write the content where it is used.' },
    },
  )
}

function lineOf(document: Document, lines: LineCounter, path: Place): number {
  let node: unknown = document.contents
  let line = isNode(node) ? startLine(node, lines) : 1
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (one) => isPair(one) && isScalar(one.key) && String(one.key.value) === String(step),
      )
      if (!pair) return line
      if (isNode(pair.key)) line = startLine(pair.key, lines)
      node = pair.value
      continue
    }
    const items = (node as { items?: unknown[] } | null)?.items
    const item = typeof step === 'number' ? items?.[step] : undefined
    if (!isNode(item)) return line
    line = startLine(item, lines)
    node = item
  }
  return line
}

function startLine(node: Node, lines: LineCounter): number {
  const offset = node.range?.[0]
  return offset === undefined ? 1 : lines.linePos(offset).line
}
