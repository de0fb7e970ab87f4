import type { Node } from '@markdoc/markdoc'
import type { Fault } from '../../ledger/fault.ts'
import { reportWordIds } from '../../ledger/unit-terms.ts'
import { lineOf, TagAttributes } from './tag-attributes.ts'
import type { TemplateInline, VariableName } from './template.ts'
import { claimBases } from './template.ts'
import { templateFault } from './template-fault.ts'

const variableNames: readonly VariableName[] = [
  'organisation',
  'year',
  'lastYear',
  'nextYear',
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
  const inlines = readInlines(node.children, { faults, inClaim: true })
  if (!basis) return null
  return { kind: 'claim', line, claim: { by: basis.name, id: basis.value, atLeast }, inlines }
}
