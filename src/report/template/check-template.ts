import type { Fault } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { ClaimKind } from '../document.ts'
import type { ClaimBasis, Template, TemplateBlock, TemplateInline } from './template.ts'
import { claimsIn } from './template.ts'
import type { TemplateFaultName } from './template-fault.ts'
import { templateFault } from './template-fault.ts'

/** What a template may refer to. */
export interface TemplateNames {
  /** The register a figure counts, by figure id. */
  readonly figures: ReadonlyMap<string, string>
  /** What a report claims that says a duty is done, by duty id. */
  readonly duties: ReadonlyMap<string, ClaimKind>
  readonly registers: ReadonlyMap<string, Register>
}

/** Names every figure, duty, register and field that a template uses and the pack does not have. */
export function checkTemplate(template: Template, names: TemplateNames): Fault[] {
  const unknown = template.blocks.flatMap((block) => checkBlock(block, names, null))
  return [...unknown, ...missingVariants(template, names)]
}

/**
 * Where a template follows the ledger at all, what says that nothing happened must be able to say
 * that it did. One without any variant is of the older form and stands as it is.
 */
function missingVariants({ blocks }: Template, { duties }: TemplateNames): Fault[] {
  const claims = claimsIn(blocks)
  if (claims.every(({ variants }) => variants.length === 0)) return []
  return claims
    .filter(({ claim: { by, id } }) => by === 'duty' && duties.get(id) === 'none')
    .filter(({ variants }) => !variants.some(({ when }) => when === 'fails'))
    .map(({ line, claim }) => templateFault('variant-missing', line, claim.id))
}

function checkBlock(
  block: TemplateBlock,
  names: TemplateNames,
  register: Register | null,
): Fault[] {
  switch (block.kind) {
    case 'heading':
      return checkInlines(block.inlines, names, register)
    case 'paragraph':
      return checkInlines([...(block.runIn ?? []), ...block.inlines], names, register)
    case 'records': {
      const counted = registerOfFigure(block.figure, names)
      if (!counted) return [templateFault('figure-unknown', block.line, block.figure)]
      return block.fields.flatMap((field) => checkField(field, block.line, counted))
    }
    case 'each': {
      const { from, id } = block.over
      const inner =
        from === 'register' ? (names.registers.get(id) ?? null) : registerOfFigure(id, names)
      if (!inner) return [templateFault(`${from}-unknown`, block.line, id)]
      return block.blocks.flatMap((one) => checkBlock(one, names, inner))
    }
  }
}

function checkInlines(
  inlines: readonly TemplateInline[],
  names: TemplateNames,
  register: Register | null,
): Fault[] {
  return inlines.flatMap((inline): Fault[] => {
    switch (inline.kind) {
      case 'text':
      case 'variable':
      case 'blank':
      case 'shortfall':
        return []
      case 'figure':
        return names.figures.has(inline.figure)
          ? []
          : [templateFault('figure-unknown', inline.line, inline.figure)]
      case 'when':
        return [
          ...checkField(inline.field, inline.line, register),
          ...checkInlines([...inline.inlines, ...inline.otherwise], names, register),
        ]
      case 'field':
        return checkField(inline.field, inline.line, register)
      case 'claim': {
        const { by, id } = inline.claim
        const kind = basisKind(by)
        const known = kind === 'duty' ? names.duties.has(id) : names.figures.has(id)
        const fault: TemplateFaultName = `${kind}-unknown`
        // The latest record of an event can be read inside its claim.
        const inner = by === 'event' ? registerOfFigure(id, names) : register
        return [
          ...(known ? [] : [templateFault(fault, inline.line, id)]),
          ...[inline, ...inline.variants].flatMap(({ inlines: words }) =>
            checkInlines(words, names, inner),
          ),
        ]
      }
    }
  })
}

function basisKind(by: ClaimBasis): 'figure' | 'duty' {
  return by === 'duty' || by === 'everyone' ? 'duty' : 'figure'
}

function registerOfFigure(figure: string, names: TemplateNames): Register | null {
  return names.registers.get(names.figures.get(figure) ?? '') ?? null
}

/** A path `a.b` goes into the rows of a. */
function checkField(path: string, line: number, register: Register | null): Fault[] {
  let fields = register?.fields
  for (const step of path.split('.')) {
    const field = fields?.find((one) => one.id === step)
    if (!field) return [templateFault('field-unknown', line, path)]
    fields = field.fields
  }
  return []
}
