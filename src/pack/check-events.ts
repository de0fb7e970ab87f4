import type { Registers } from '../ledger/register/register.ts'
import type { Declarations, Declared, PackHead } from './declarations.ts'
import { nearestName } from './nearest-name.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'

type Path = readonly (string | number)[]

/** Events whose parts are in no register, or in one that plays no part, or in one twice. */
export function eventFaults(
  { heads, plays, reports }: Declarations,
  { registers, lists }: Registers,
): readonly PackFault[] {
  return [...heads.values()].flatMap((head) =>
    (head.value.events ?? []).flatMap(({ report, parts }, nth): readonly PackFault[] => {
      const at: Path = ['events', nth]
      const unknown = (path: Path, id: string, known: Iterable<string>) => [
        notThere(head, { path: [...at, ...path], id, known: [...known] }),
      ]
      const ofParts = parts.flatMap(({ register: id, values }, index) => {
        const here: Path = ['parts', index]
        const register = registers.get(id)
        if (!register) return unknown([...here, 'register'], id, registers.keys())
        if (!plays.get(id)?.eventPart) return [noPart(head, [...at, ...here, 'register'], id)]
        const isDouble = parts.findIndex((one) => one.register === id) < index
        return [
          ...(isDouble ? [twice(head, [...at, ...here, 'register'], id)] : []),
          ...Object.entries(values).flatMap(([field, value]) => {
            const declared = register.fields.find((one) => one.id === field)
            const path = [...here, 'values', field]
            if (!declared)
              return unknown(
                path,
                field,
                register.fields.map((one) => one.id),
              )
            const known = declared.of === undefined ? undefined : lists.get(declared.of)
            if (declared.type !== 'choice' || !known) return []
            const ids = known.map((one) => one.id)
            return ids.includes(String(value)) ? [] : unknown(path, String(value), ids)
          }),
        ]
      })
      const isMissing = report !== undefined && !reports.has(report)
      return [...ofParts, ...(isMissing ? unknown(['report'], report, reports.keys()) : [])]
    }),
  )
}

function notThere(
  head: Declared<PackHead>,
  { path, id, known }: { path: Path; id: string; known: readonly string[] },
): PackFault {
  const near = nearestName(id, known)
  return fault(head, path, {
    text: { zh: `没有“${id}”`, en: `There is no “${id}”` },
    hint: near
      ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
      : {
          zh: '请写已声明的台账、字段、选项或模板。',
          en: 'Name a register, field, item or template.',
        },
  })
}

function noPart(head: Declared<PackHead>, path: Path, id: string): PackFault {
  return fault(head, path, {
    text: {
      zh: `台账“${id}”没有写明哪些字段与同一事项的其他记录相同`,
      en: `The register “${id}” does not say which of its fields it shares with other parts`,
    },
    hint: { zh: '在台账中写明 plays.eventPart。', en: 'Declare plays.eventPart in the register.' },
  })
}

function twice(head: Declared<PackHead>, path: Path, id: string): PackFault {
  return fault(head, path, {
    text: { zh: `台账“${id}”写了两次`, en: `The register “${id}” stands twice` },
    hint: { zh: '每本台账在一个事项中只占一项。', en: 'A register holds one part of an event.' },
  })
}

function fault(
  head: Declared<PackHead>,
  path: Path,
  words: { readonly text: PackFault['text']; readonly hint: PackFault['hint'] },
): PackFault {
  return packFault('pack.events', { file: head.file, line: head.lineOf(path), path }, words)
}
