import type { Label } from '../label.ts'
import type { Value } from '../value.ts'
import type { Parsed } from './field-kind.ts'
import { isEmpty, plainText, refused, splitCell } from './field-kind.ts'

/** Characters of an id: random ids and ids of packs, never anything a path could hide in. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** Parts between 、 that one name may consist of; more are several names. */
const partsOfNameMax = 6

/** How one kind of reference is looked up. */
export interface Reference {
  /** `person`, `office`, `record`, `choice`: part of the fault codes. */
  readonly noun: string
  readonly label: Label
  /** Null: nothing here has this id. Absent: ids cannot be checked here. */
  readonly nameOf?: (id: string) => string | null
  /** Ids that bear a name. */
  readonly called?: (name: string) => readonly string[]
}

/** Reads one id. */
export function parseReference(raw: unknown, reference: Reference): Parsed {
  if (isEmpty(raw)) return { value: null }
  const { noun, label } = reference
  const id = typeof raw === 'string' ? raw.trim() : null
  if (id === null || !idPattern.test(id)) {
    return refused(`field.${noun}.form`, {
      text: { zh: `这里应是${label.zh}的编号`, en: `An id of ${label.en} is expected here` },
      hint: { zh: '请从列表中选择。', en: 'Choose one from the list.' },
    })
  }
  if (reference.nameOf !== undefined && reference.nameOf(id) === null) {
    return refused(`field.${noun}.unknown`, {
      text: { zh: `没有编号为“${id}”的${label.zh}`, en: `There is no ${label.en} “${id}”` },
      hint: { zh: '请从列表中选择。', en: 'Choose one from the list.' },
    })
  }
  return { value: id }
}

/** Reads a list of ids: each once, in the order given. */
export function parseReferences(
  raw: unknown,
  reference: Reference,
  { countMax }: { countMax: number },
): Parsed {
  if (isEmpty(raw)) return { value: null }
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  if (items.length > countMax) {
    return refused(`field.${reference.noun}.too-many`, {
      text: { zh: `最多可填${countMax}项`, en: `At most ${countMax} may be given` },
      hint: { zh: '请减少后再保存。', en: 'Remove some and save again.' },
    })
  }
  const ids: string[] = []
  for (const [index, item] of items.entries()) {
    const parsed = parseReference(item, reference)
    if (parsed.faults !== undefined) {
      return { faults: parsed.faults.map((one) => ({ ...one, at: [index, ...one.at] })) }
    }
    if (typeof parsed.value === 'string' && !ids.includes(parsed.value)) ids.push(parsed.value)
  }
  return { value: ids.length === 0 ? null : ids }
}

/** Reads a name (or an id) from a cell. */
export function readReference(cell: string, reference: Reference): Parsed {
  const name = plainText(cell)
  if (name === '') return { value: null }
  const found = called(cell, reference)
  if (found.length === 1) return { value: found[0] ?? null }
  const { noun, label } = reference
  if (found.length > 1) {
    return refused(`field.${noun}.ambiguous`, {
      text: {
        zh: `有${found.length}个${label.zh}都叫“${name}”`,
        en: `“${name}” is the name of ${found.length} of this kind (${label.en})`,
      },
      hint: { zh: '请改填编号。', en: 'Give the id instead.' },
    })
  }
  if (idPattern.test(name) && reference.nameOf?.(name) != null) return { value: name }
  return refused(`field.${noun}.unknown`, {
    text: { zh: `没有名为“${name}”的${label.zh}`, en: `There is no ${label.en} called “${name}”` },
    hint: {
      zh: '请核对名称，或先在系统中添加。',
      en: 'Check the name, or add it to the system first.',
    },
  })
}

/** The name as it stands, else in its plain form: 机关党委（组织科） is written with its own marks. */
function called(cell: string, reference: Reference): readonly string[] {
  const asWritten = reference.called?.(cell.trim()) ?? []
  return asWritten.length > 0 ? asWritten : (reference.called?.(plainText(cell)) ?? [])
}

/** Reads several names from a cell, parted by 、 or a comma. */
export function readReferences(
  cell: string,
  reference: Reference,
  { countMax }: { countMax: number },
): Parsed {
  const ids: Value[] = []
  for (const name of namesIn(cell, reference)) {
    const parsed = readReference(name, reference)
    if (parsed.faults !== undefined) return parsed
    if (parsed.value !== null) ids.push(parsed.value)
  }
  return parseReferences(ids, reference, { countMax })
}

/** A name may hold a 、 itself (形式主义、官僚主义整治): the longest that is one comes first. */
function namesIn(cell: string, reference: Reference): readonly string[] {
  const parts = splitCell(cell)
  const written = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map(({ mark, part }, nth) => (nth === 0 ? part : mark + part))
      .join('')
      .trim()
  const names: string[] = []
  for (let from = 0; from < parts.length; ) {
    let to = Math.min(parts.length, from + partsOfNameMax)
    while (to > from + 1 && called(written(from, to), reference).length === 0) to--
    names.push(written(from, to))
    from = to
  }
  return names
}

/** The ids of a list value. */
export function idsReferred(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
