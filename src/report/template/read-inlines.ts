import type { Node } from '@markdoc/markdoc'
import { reportWordIds } from '../../ledger/core/unit-terms.ts'
import type { Fault } from '../../ledger/fault.ts'
import { conditions } from '../document.ts'
import { lineOf, TagAttributes } from './tag-attributes.ts'
import type { ClaimVariant, TemplateInline, VariableName } from './template.ts'
import { claimBases, shortfalls } from './template.ts'
import { templateFault } from './template-fault.ts'

const variableNames: readonly VariableName[] = [
  'organisation',
  'year',
  'lastYear',
  'nextYear',
  'wholeYear',
  ...reportWordIds,
]

/** Reads running text; `inClaim` says that a claim is open around it. */
export function readInlines(
  nodes: readonly Node[],
  { faults, inClaim }: { faults: Fault[]; inClaim: boolean },
): TemplateInline[] {
  return nodes.flatMap((node) => readInline(node, { faults, inClaim }))
}

function readInline(node: Node, around: { faults: Fault[]; inClaim: boolean }): TemplateInline[] {
  const line = lineOf(node)
  switch (node.type) {
    case 'inline':
      return readInlines(node.children, around)
    case 'text':
      return readText(node.attributes.content, { line, faults: around.faults })
    // Lines of the source may be broken anywhere: Chinese text has no space at a line's end.
    case 'softbreak':
    case 'error':
      return []
    case 'tag':
      return readTag(node, around)
    default:
      around.faults.push(templateFault('markup', line, node.type))
      return []
  }
}

function readText(
  content: unknown,
  { line, faults }: { line: number; faults: Fault[] },
): TemplateInline[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content, line }]
  const path = (content as { path?: unknown[] }).path ?? []
  const name = variableNames.find((one) => path.length === 1 && one === path[0])
  if (name) return [{ kind: 'variable', name, line }]
  faults.push(templateFault('markup', line, `$${path.join('.')}`))
  return []
}

function readTag(node: Node, around: { faults: Fault[]; inClaim: boolean }): TemplateInline[] {
  const line = lineOf(node)
  const attributes = new TagAttributes(node, around.faults)
  const inline = ((): TemplateInline | null => {
    switch (node.tag) {
      case 'figure':
        return { kind: 'figure', line, figure: attributes.needed('id') }
      case 'blank':
        return { kind: 'blank', line }
      case 'field':
        return { kind: 'field', line, field: attributes.needed('id') }
      case 'shortfall':
        attributes.needed('show')
        return { kind: 'shortfall', line, show: attributes.word('show', shortfalls) ?? 'count' }
      case 'when':
        return readWhen(node, attributes, around)
      case 'else':
        around.faults.push(templateFault('variant', line, 'else'))
        return null
      case 'claim':
        return readClaim(node, attributes, around)
      default:
        around.faults.push(templateFault('tag-unknown', line, node.tag ?? ''))
        return null
    }
  })()
  if (inline) attributes.finish()
  return inline ? [inline] : []
}

function readClaim(
  node: Node,
  attributes: TagAttributes,
  { faults, inClaim }: { faults: Fault[]; inClaim: boolean },
): TemplateInline | null {
  const line = lineOf(node)
  if (inClaim) faults.push(templateFault('claim-nested', line, ''))
  const basis = attributes.oneOf(claimBases)
  const atLeast = attributes.flag('atLeast')
  const words = (nodes: readonly Node[]) => readInlines(nodes, { faults, inClaim: true })
  const [first, ...rest] = partsOf(node)
  const inlines = words(first.nodes)
  const variants = rest.map(({ opened, nodes }): ClaimVariant => {
    const alternative = new TagAttributes(opened, faults)
    const when = alternative.word('when', conditions)
    alternative.finish()
    return { when, line: lineOf(opened), inlines: words(nodes) }
  })
  variants.forEach(({ when, line: at }, index) => {
    const isTwice = variants.slice(0, index).some((one) => one.when === when)
    if (isTwice || when === 'holds') faults.push(templateFault('variant', at, when ?? 'else'))
  })
  if (!basis) return null
  const claim = { by: basis.name, id: basis.value, atLeast }
  return { kind: 'claim', line, claim, inlines, variants }
}

function readWhen(
  node: Node,
  attributes: TagAttributes,
  around: { faults: Fault[]; inClaim: boolean },
): TemplateInline {
  const field = attributes.needed('field')
  const [first, ...rest] = partsOf(node)
  for (const { opened } of rest) new TagAttributes(opened, around.faults).finish()
  if (rest.length > 1) around.faults.push(templateFault('variant', lineOf(node), 'else'))
  const inlines = readInlines(first.nodes, around)
  const otherwise = readInlines(rest[0]?.nodes ?? [], around)
  return { kind: 'when', line: lineOf(node), field, inlines, otherwise }
}

/** What stands in a tag up to its first `else`, and after each. */
function partsOf(
  node: Node,
): [{ readonly nodes: Node[] }, ...{ readonly opened: Node; readonly nodes: Node[] }[]] {
  const parts: ReturnType<typeof partsOf> = [{ nodes: [] }]
  const children = node.children.flatMap((one) => (one.type === 'inline' ? one.children : [one]))
  for (const child of children) {
    if (child.type === 'tag' && child.tag === 'else') parts.push({ opened: child, nodes: [] })
    else parts.at(-1)?.nodes.push(child)
  }
  return parts
}
