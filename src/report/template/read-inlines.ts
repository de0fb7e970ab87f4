import type { Node } from '@markdoc/markdoc'
import type { Fault } from '../../ledger/fault.ts'
import { lineOf, TagAttributes } from './tag-attributes.ts'
import { conditions } from '../document.ts'
import type { ClaimVariant, TemplateInline, VariableName } from './template.ts'
import { claimBases, shortfalls } from './template.ts'
import { templateFault } from './template-fault.ts'

const variableNames: readonly VariableName[] = ['organisation', 'year', 'lastYear', 'nextYear']

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
  const { inlines, variants } = readWordings(node, faults)
  if (!basis) return null
  const claim = { by: basis.name, id: basis.value, atLeast }
  return { kind: 'claim', line, claim, inlines, variants }
}

/** The words of a claim up to its first `else`, and those after each. */
function readWordings(
  node: Node,
  faults: Fault[],
): { readonly inlines: readonly TemplateInline[]; readonly variants: readonly ClaimVariant[] } {
  const parts: { readonly opened: Node | null; readonly nodes: Node[] }[] = [
    { opened: null, nodes: [] },
  ]
  for (const child of node.children.flatMap((one) =>
    one.type === 'inline' ? one.children : [one],
  )) {
    if (child.type === 'tag' && child.tag === 'else') parts.push({ opened: child, nodes: [] })
    else parts.at(-1)?.nodes.push(child)
  }
  const words = (nodes: readonly Node[]) => readInlines(nodes, { faults, inClaim: true })
  const variants = parts.flatMap(({ opened, nodes }): ClaimVariant[] => {
    if (opened === null) return []
    const attributes = new TagAttributes(opened, faults)
    const when = attributes.word('when', conditions)
    attributes.finish()
    return [{ when, line: lineOf(opened), inlines: words(nodes) }]
  })
  variants.forEach(({ when, line }, at) => {
    const isTwice = variants.slice(0, at).some((one) => one.when === when)
    if (isTwice || when === 'holds') {
      faults.push(templateFault('variant', line, when ?? 'else'))
    }
  })
  return { inlines: words(parts[0]?.nodes ?? []), variants }
}
