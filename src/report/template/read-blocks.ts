import type { Node } from '@markdoc/markdoc'
import type { Fault } from '../../ledger/fault.ts'
import { readInlines } from './read-inlines.ts'
import { lineOf, TagAttributes } from './tag-attributes.ts'
import type { HeadingLevel, RecordYear, TemplateBlock, TemplateParagraph } from './template.ts'
import { templateFault } from './template-fault.ts'

const levels: readonly HeadingLevel[] = [1, 2, 3, 4]

/** What is open around a block: an `each` whose passes are claims leaves no room for claims. */
interface Scope {
  readonly faults: Fault[]
  readonly inClaim: boolean
}

/** Reads the blocks of a template; what cannot stand in a report becomes a fault. */
export function readBlocks(nodes: readonly Node[], scope: Scope): TemplateBlock[] {
  return nodes.flatMap((node) => readBlock(node, scope))
}

function readBlock(node: Node, scope: Scope): TemplateBlock[] {
  const line = lineOf(node)
  switch (node.type) {
    case 'heading': {
      const level = levels.find((one) => one === node.attributes.level)
      if (level)
        return [{ kind: 'heading', level, line, inlines: readInlines(node.children, scope) }]
      break
    }
    case 'paragraph':
      return [readParagraph(node, scope)]
    case 'tag':
      return readTag(node, scope)
    case 'error':
      return []
    default:
  }
  scope.faults.push(templateFault('markup', line, node.type))
  return []
}

/** A paragraph that opens with bold words has them as its run-in heading. */
function readParagraph(node: Node, scope: Scope): TemplateParagraph {
  const line = lineOf(node)
  const parts = node.children.flatMap((one) => (one.type === 'inline' ? one.children : [one]))
  const first = parts[0]
  if (first?.type !== 'strong') {
    return { kind: 'paragraph', line, runIn: null, inlines: readInlines(parts, scope) }
  }
  return {
    kind: 'paragraph',
    line,
    runIn: readInlines(first.children, scope),
    inlines: readInlines(parts.slice(1), scope),
  }
}

function readTag(node: Node, scope: Scope): TemplateBlock[] {
  switch (node.tag) {
    case 'each':
      return readEach(node, scope)
    case 'records': {
      const attributes = new TagAttributes(node, scope.faults)
      const figure = attributes.needed('figure')
      const fields = attributes.list('fields')
      const year = yearOf(attributes)
      const annex = attributes.text('annex')
      attributes.finish()
      return [{ kind: 'records', line: lineOf(node), figure, year, fields, annex }]
    }
    default:
      // A claim alone on its line: Markdoc sees a block, the author means a paragraph.
      return [
        {
          kind: 'paragraph',
          line: lineOf(node),
          runIn: null,
          inlines: readInlines([node], scope),
        },
      ]
  }
}

function readEach(node: Node, scope: Scope): TemplateBlock[] {
  const attributes = new TagAttributes(node, scope.faults)
  const source = attributes.oneOf(['figure', 'register'])
  const year = yearOf(attributes)
  const claim = attributes.word('claim', ['problem', 'plan', 'event'])
  const none = attributes.text('none')
  attributes.finish()
  const inClaim = scope.inClaim || claim !== null
  const blocks = readBlocks(node.children, { ...scope, inClaim })
  if (!source) return []
  const over = { from: source.name, id: source.value, year } as const
  return [{ kind: 'each', line: lineOf(node), over, claim, none, blocks }]
}

function yearOf(attributes: TagAttributes): RecordYear {
  switch (attributes.word('of', ['next-year', 'last-year'])) {
    case 'next-year':
      return 'next'
    case 'last-year':
      return 'last'
    case null:
      return 'this'
  }
}
