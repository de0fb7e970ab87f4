import type { Document, ErrorCode, Node } from 'yaml'
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Place } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'
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
  // What comes after the first follows from it: a brace without quotes has made eighty of them.
  const [problem] = [...document.errors, ...document.warnings]
  if (problem !== undefined) {
    const where = { file, line: lines.linePos(problem.pos[0]).line }
    const { zh, en, hint = checkAll } = yamlWords[problem.code] ?? saidByYaml(problem.message)
    const text = { zh: `不是有效的 YAML：${zh}`, en: `This is not valid YAML: ${en}` }
    return { yaml: null, faults: [packFault('pack.yaml', where, { text, hint })] }
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

interface YamlWords extends Label {
  readonly hint?: Label
}

const checkAll: Label = {
  zh: '检查这一行及上一行的缩进、引号和冒号。',
  en: 'Check indentation, quotes and colons of this line and the one before.',
}

const colons: Label = {
  zh: '键与值之间用半角冒号加一个空格，如“unit: 次”；文字中有冒号或括号的，用引号括起来。',
  en: 'Between key and value stands a colon and a blank; put text with colons or braces in quotes.',
}

/** What people get wrong in YAML, by the code that the library gives it. */
const yamlWords: Partial<Record<ErrorCode, YamlWords>> = {
  BAD_INDENT: {
    zh: '缩进与同一级的其他行不一致',
    en: 'the line is not indented as others of its level',
    hint: {
      zh: '同一级的键或“-”应左对齐，每级缩进两个空格。',
      en: 'Keys and dashes of one level begin in one column; indent each level by two blanks.',
    },
  },
  TAB_AS_INDENT: {
    zh: '用制表符缩进',
    en: 'the line is indented by a tab',
    hint: { zh: '请改用空格。', en: 'Use blanks.' },
  },
  DUPLICATE_KEY: {
    zh: '同一级中键重复',
    en: 'a key stands twice on one level',
    hint: { zh: '删去其中一处，或合并两处。', en: 'Drop one of the two, or join them.' },
  },
  MISSING_CHAR: {
    zh: '缺少引号、括号、逗号或冒号后的空格',
    en: 'a quote, bracket, comma or the blank after a colon is missing',
  },
  UNEXPECTED_TOKEN: {
    zh: '这里有不该有的内容',
    en: 'something stands here that cannot',
    hint: colons,
  },
  MULTILINE_IMPLICIT_KEY: {
    zh: '这一行不是“键: 值”',
    en: 'the line is no key with a value',
    hint: colons,
  },
}

function saidByYaml(message: string): YamlWords {
  return { zh: message, en: message }
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
