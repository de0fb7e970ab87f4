import { checkDuty } from '../duty/check-duty.ts'
import type { Duty } from '../duty/duty.ts'
import type { Fault } from '../ledger/fault.ts'
import type { Registers } from '../ledger/register.ts'
import { placed, values } from './declarations.ts'
import type { Declarations } from './declarations.ts'
import type { PackFault } from './pack-fault.ts'

/** What duties name that the pack does not have, and sources that do not agree with it. */
export function checkDuties(
  declarations: Declarations,
  registers: Registers,
  roles: readonly string[],
): readonly PackFault[] {
  const heads = [...declarations.heads.values()]
  const surroundings = {
    registers,
    figures: values(declarations.figures),
    roles,
    instruments: [...declarations.instruments.keys()],
    clauses: new Map(
      [...declarations.instruments].map(([id, { value }]) => [id, value.clauses ?? []]),
    ),
    parts: heads.flatMap((one) => one.value.parts.map((part) => part.id)),
  }
  return [...declarations.duties.values()].flatMap((one) =>
    placed(one, [...checkDuty(one.value, surroundings), ...tierFaults(one.value, declarations)]),
  )
}

/** What a unit laid on itself must not pass for a law. */
function tierFaults({ source }: Duty, { instruments }: Declarations): readonly Fault[] {
  const tier = instruments.get(source.instrument)?.value.tier
  if (tier === undefined || tier === source.tier) return []
  return [
    {
      code: 'duty.source.tier',
      at: ['source', 'tier'],
      text: { zh: `依据的层级应为“${tier}”`, en: `The tier of this instrument is “${tier}”` },
      hint: { zh: '与 instruments.yaml 一致。', en: 'It must agree with instruments.yaml.' },
    },
  ]
}
