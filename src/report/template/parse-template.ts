import type { Node } from '@markdoc/markdoc'
import Markdoc from '@markdoc/markdoc'
import { parse as parseYaml } from 'yaml'
import { reportWordIds } from '../../ledger/core/unit-terms.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { readBlocks } from './read-blocks.ts'
import { lineOf } from './tag-attributes.ts'
import type { Template } from './template.ts'
import { templateFault } from './template-fault.ts'

/** Characters a template may have. */
const templateCharsMax = 200_000
const headKeys = ['label', 'title', ...reportWordIds, 'closing', 'charactersMax']

export type ParsedTemplate =
  | { readonly template: Template; readonly faults: readonly [] }
  | { readonly template: null; readonly faults: readonly Fault[] }

/**
 * Parses a report template (Markdoc; docs/report-templates.md is its grammar). `id` is the
 * file's name. All faults are given at once, each with its line; a faulty template is not used.
 */
export function parseTemplate(id: string, source: string): ParsedTemplate {
  if (source.length > templateCharsMax) {
    return { template: null, faults: [templateFault('too-long', 1, `> ${templateCharsMax}`)] }
  }
  const tree = Markdoc.parse(source)
  const faults: Fault[] = []
  const head = readHead(tree.attributes.frontmatter, faults)
  for (const node of walk(tree)) {
    for (const error of node.errors) {
      faults.push(templateFault('markup', lineOf(node), error.message))
    }
  }
  const blocks = readBlocks(tree.children, { faults, inClaim: false })
  if (faults.length > 0 || !head) return { template: null, faults }
  return { template: { id, ...head, blocks }, faults: [] }
}

function readHead(source: unknown, faults: Fault[]): Omit<Template, 'id' | 'blocks'> | null {
  const head = parseHead(source)
  if (!head) {
    faults.push(templateFault('head', 1, '---'))
    return null
  }
  for (const key of Object.keys(head)) {
    if (!headKeys.includes(key)) faults.push(templateFault('head', 1, key))
  }
  const text = (key: string): string | null => {
    const value = head[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (value !== undefined) faults.push(templateFault('head', 1, key))
    return null
  }
  const label = head.label
  const title = text('title')
  if (!isLabel(label)) faults.push(templateFault('head', 1, 'label'))
  if (title === null && head.title === undefined) faults.push(templateFault('head', 1, 'title'))
  return {
    label: isLabel(label) ? label : { zh: '', en: '' },
    title: title ?? '',
    addressee: text('addressee'),
    closing: text('closing'),
    preamble: text('preamble'),
    guidance: text('guidance'),
    charactersMax: readCap(head.charactersMax, faults),
  }
}

function readCap(value: unknown, faults: Fault[]): number | null {
  if (value === undefined) return null
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  faults.push(templateFault('head', 1, 'charactersMax'))
  return null
}

function parseHead(source: unknown): Record<string, unknown> | null {
  try {
    const head: unknown = parseYaml(typeof source === 'string' ? source : '')
    const isMap = head !== null && typeof head === 'object' && !Array.isArray(head)
    return isMap ? (head as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function isLabel(value: unknown): value is Label {
  const label = value as { zh?: unknown; en?: unknown } | null | undefined
  return typeof label?.zh === 'string' && typeof label.en === 'string'
}

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) yield* walk(child)
}
