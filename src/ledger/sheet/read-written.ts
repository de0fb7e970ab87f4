import type { Choice } from '../choice.ts'
import type { Fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { isObject } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Label } from '../label.ts'
import type { Field, FieldKindName } from '../register/register.ts'
import { notYet } from './column-content.ts'
import { headerWords } from './header-words.ts'
import type { Answer, KnownName, Question } from './mapping.ts'
import type { DayAround } from './written-day.ts'
import { writtenDay } from './written-day.ts'
import { itemsOf } from './written-items.ts'
import { looksLikePerson, namesOf, withoutPost, withRemark } from './written-names.ts'
import { writtenNumber } from './written-number.ts'
import { sureOption, tickOf, writtenOption } from './written-option.ts'

/** Something of a cell that only a person can decide. */
export interface Ask {
  /** The field it is asked of, where that is another than the column's. */
  readonly field?: string
  readonly text: string
  readonly kind: Question['kind']
  /** What may be meant; the likeliest first. */
  readonly may: readonly string[]
  /** What is most likely meant, where that is not the first of `may`. */
  readonly likely?: Answer
  /** Everything that can be answered, where that is neither a list nor a name. */
  readonly options?: Question['options']
  readonly why: Label
}

/** What a cell says. */
export interface Written {
  /** A raw value as forms send it; null: nothing. */
  readonly raw: unknown
  readonly asks: readonly Ask[]
  /** It was taken in another way than it is written. */
  readonly note?: Label
  readonly faults?: readonly Fault[]
  /** What the cell says of other fields: who is absent, and why. */
  readonly beside?: readonly {
    readonly field: string
    readonly row: Readonly<Record<string, unknown>>
  }[]
}

/** A rows field that says of people why they were not there. */
export interface ReasonRows {
  readonly id: string
  readonly person: string
  readonly reason: Field
}

/** What the reader of a cell knows of its column and the unit. */
export interface WrittenAround {
  readonly id: string
  readonly field: Field
  /** What stands over the column; the last line of it apart. */
  readonly header: string
  readonly lastLine: string
  readonly context: FieldContext
  readonly people: readonly KnownName[]
  readonly offices: readonly KnownName[]
  readonly reasons: ReasonRows | null
  /** The one form in which such a text is kept: a name without blanks. */
  readonly plain?: (text: string) => string
  /** The meaning that somebody gave to a text of a field. */
  answerTo(field: string, text: string): Answer | undefined
  readonly day: DayAround
}

type Reader = (text: string, around: WrittenAround) => Written

const nothing: Written = { raw: null, asks: [] }
const nothingWords = /^(?:无|没有|暂无|未填|空|不详|[/\\／—－–-]+|n\/?a|\.+)$/iu

/** What a cell of a column says, as people write it. */
export function readWritten(cell: string, around: WrittenAround): Written {
  const text = cell.trim()
  const answer = around.answerTo(around.id, text)
  if (answer !== undefined) return { raw: answer === 'nothing' ? null : answer.means, asks: [] }
  if (text === '' || saysNothing(text, around)) return nothing
  return (readers[around.field.type] ?? readPlain)(text, around)
}

function saysNothing(text: string, around: WrittenAround): boolean {
  const { field, lastLine } = around
  if (field.type === 'yesNo') return false
  if (/^choices?$/.test(field.type) && sureOption(text, listOf(around)) !== null) return false
  if (nothingWords.test(text) || (field.type === 'date' && notYet.test(text))) return true
  // 无文号 under 文号, 无缺席人员 under 缺席.
  const what = /^(?:无|没有|暂无)(.{1,6})$/.exec(text)?.[1]
  if (what === undefined) return false
  const { heads, rest } = headerWords(what)
  const over = `${lastLine}${field.label.zh}`
  return (
    over.includes(what) || (heads.size > 0 && [...rest].every((one) => one.startsWith('does ')))
  )
}

const readers: Partial<Record<FieldKindName, Reader>> = {
  date: readDate,
  number: readNumber,
  money: readMoney,
  duration: readDuration,
  yesNo: readYesNo,
  choice: readChoice,
  choices: readChoices,
  person: readPerson,
  people: readPeople,
  office: (text, around) => readOne(text, around, around.offices),
  offices: (text, around) => readSeveral(text, around, around.offices),
  rows: readRows,
  text: readText,
  longText: readText,
}

function readPlain(text: string, { field, context }: WrittenAround): Written {
  const parsed = fieldKindOf(field.type).read(text, field, context)
  if (parsed.faults === undefined) return { raw: parsed.value, asks: [] }
  return asked({ text, kind: 'other', may: [], why: whyOf(parsed.faults) })
}

/** A text may be too long or marked as secret: that is put right, not decided. */
function readText(said: string, { field, context, plain }: WrittenAround): Written {
  const text = plain === undefined ? said : plain(said)
  const bare = bareTitle(text, field)
  const parsed = fieldKindOf(field.type).read(bare, field, context)
  if (parsed.faults !== undefined) return { raw: null, asks: [], faults: parsed.faults }
  const note = { zh: '去掉了外面的书名号或引号', en: 'The marks around it were left out' }
  return { raw: parsed.value, asks: [], ...(bare === text ? {} : { note }) }
}

/** Marks around the whole of a name are those of a sentence: 《议事规则》. */
function bareTitle(text: string, { type, label }: Field): string {
  if (type !== 'text' || !headerWords(label.zh).heads.has('name')) return text
  return /^《([^《》]+)》$/.exec(text)?.[1] ?? /^[“"]([^“”"]+)[”"]$/.exec(text)?.[1] ?? text
}

function asked(ask: Ask): Written {
  return { raw: null, asks: [ask] }
}

function whyOf(faults: readonly Fault[]): Label {
  return faults[0]?.text ?? { zh: '认不出', en: 'Not understood' }
}

function readDate(text: string, { day: around }: WrittenAround): Written {
  const said = writtenDay(text, around)
  if (said !== null && 'day' in said) {
    const note = { zh: `按${said.day}登记`, en: `Taken as ${said.day}` }
    return { raw: said.day, asks: [], ...(said.hasMore ? { note } : {}) }
  }
  const why =
    said === null
      ? { zh: '不是日期', en: 'This is no day' }
      : { zh: '不是具体的一天', en: 'This is no single day' }
  return asked({ text, kind: 'date', may: said?.may ?? [], why })
}

/** Units that say the same. */
const sameUnits = [
  ['人', '名', '位', '人次', '个人'],
  ['学时', '课时', '个学时', '个课时'],
  ['字', '字符'],
  ['次', '回', '场', '场次'],
  ['份', '件', '个', '篇', '项', '期', '条', '台', '套'],
]

function unitFits(unit: string, field: Field, header: string): boolean {
  if (unit === '' || unit === field.unit?.zh || unit === field.unit?.en) return true
  if (field.unit === undefined)
    return unit.length <= 2 && sameUnits.some((all) => all.includes(unit))
  if (header.includes(unit)) return true
  return sameUnits.some((all) => all.includes(unit) && all.includes(field.unit?.zh ?? ''))
}

function readNumber(text: string, { field, context, header }: WrittenAround): Written {
  const said = writtenNumber(text)
  if (said === null) return asked({ text, kind: 'number', may: [], why: noNumber })
  const parsed = fieldKindOf('number').read(said.number, field, context)
  if (parsed.faults !== undefined) {
    return asked({ text, kind: 'number', may: [], why: whyOf(parsed.faults) })
  }
  if (said.isSure && unitFits(said.unit, field, header)) return { raw: parsed.value, asks: [] }
  return asked({ text, kind: 'number', may: [said.number], why: noExactNumber })
}

const noNumber = { zh: '没有数字', en: 'There is no number in it' }
const noExactNumber = { zh: '不是确切的数', en: 'The number is not exact' }

function readMoney(text: string, { field, context, header }: WrittenAround): Written {
  const isBare = /^[\d,.\s]+$/.test(text)
  const unit = /万元|亿元|千元/.exec(header.normalize('NFKC'))?.[0]
  const inUnit = unit === '千元' ? null : `${text}${unit ?? ''}`
  const parsed = fieldKindOf('money').read(isBare ? (inUnit ?? '') : text, field, context)
  if (parsed.faults === undefined && parsed.value !== null) return { raw: parsed.value, asks: [] }
  return asked({ text, kind: 'number', may: [], why: noExactNumber })
}

/** A bare number of minutes or of hours: the header says which, or it is asked. */
function readDuration(text: string, { field, context, header }: WrittenAround): Written {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^半个?小时$/, '30分钟')
    .replace(/^[一1]个?半小时$/, '90分钟')
    .replace(/^两(?=个?小时)/, '2')
    .replace(/^(\d+)个?半小时$/, (_, hours: string) => `${Number(hours) * 60 + 30}分钟`)
  const span = /^(\d{1,2})[:时点](\d{2})?分?[-~—至到]+(\d{1,2})[:时点](\d{2})?分?$/.exec(plain)
  const minutes = span
    ? (Number(span[3]) - Number(span[1])) * 60 + Number(span[4] ?? 0) - Number(span[2] ?? 0)
    : null
  const bare = /^\d+(?:\.\d+)?$/.test(plain)
  const unit = /小时|学时|课时/.test(header) ? '小时' : /分/.test(header) ? '分钟' : ''
  if (bare && unit === '') {
    const may = [`${plain}小时`, `${plain}分钟`].flatMap((one) => minutesOf(one, field, context))
    return asked({
      text,
      kind: 'number',
      may,
      why: { zh: '没有写明小时还是分钟', en: 'Hours or minutes?' },
    })
  }
  const said = minutes === null ? `${plain}${bare ? unit : ''}` : `${minutes}分钟`
  const [known] = minutesOf(said, field, context)
  if (known !== undefined) return { raw: Number(known), asks: [] }
  return asked({ text, kind: 'number', may: [], why: noExactNumber })
}

function minutesOf(text: string, field: Field, context: FieldContext): readonly string[] {
  const parsed = fieldKindOf('duration').read(text, field, context)
  return typeof parsed.value === 'number' ? [String(parsed.value)] : []
}

function readYesNo(text: string, around: WrittenAround): Written {
  const sign = tickOf(text)
  if (sign !== null) return { raw: sign === 'tick', asks: [] }
  const parsed = fieldKindOf('yesNo').read(text, around.field, around.context)
  if (parsed.faults === undefined) return { raw: parsed.value, asks: [] }
  // 已归档, 未归档 under 是否归档.
  const about = around.lastLine.replace(/是否|有无|[（(].*$/g, '').trim()
  const found = /^(已经?|有|未|没有|不|非)(.+)$/.exec(text)
  if (found && about !== '' && (found[2] ?? '').includes(about)) {
    return { raw: /^(?:已|有)/.test(found[1] ?? ''), asks: [] }
  }
  return asked({ text, kind: 'option', may: [], why: whyOf(parsed.faults) })
}

function listOf({ field, context }: WrittenAround): readonly Choice[] {
  return context.lists.get(field.of ?? '') ?? []
}

/** A ticked column says its own header. */
function optionText(text: string, around: WrittenAround): string | null {
  const sign = tickOf(text)
  return sign === null ? text : sign === 'tick' ? around.lastLine : null
}

function readOption(
  text: string,
  around: WrittenAround,
  list: readonly Choice[],
  field = around.field,
): Written {
  const parsed = fieldKindOf('choice').read(text, field, around.context)
  if (parsed.faults === undefined) return { raw: parsed.value, asks: [] }
  const said = writtenOption(text, list)
  if (said?.isSure === true) return { raw: said.id, asks: [] }
  const may = said === null ? [] : [said.id]
  const why = { zh: '选项中没有这一项', en: 'It is none of the options' }
  return asked({ text, kind: 'option', may, why })
}

function readChoice(cell: string, around: WrittenAround): Written {
  const text = optionText(cell, around)
  if (text === null) return nothing
  return answered(text, around) ?? readOption(text, around, listOf(around))
}

/** What somebody has said that a part of the cell means. */
function answered(text: string, around: WrittenAround): Written | null {
  const answer = around.answerTo(around.id, text)
  if (answer === undefined) return null
  return answer === 'nothing' ? absent(text, around) : { raw: answer.means, asks: [] }
}

function readChoices(cell: string, around: WrittenAround): Written {
  const text = optionText(cell, around)
  if (text === null) return nothing
  const whole = fieldKindOf('choices').read(text, around.field, around.context)
  if (whole.faults === undefined) return { raw: whole.value, asks: [] }
  const list = listOf(around)
  const parts = text.split(/[、，,;；\n\r\t/／+＋]+|\s+/).filter((part) => part.trim() !== '')
  return joined(
    parts.map((part) => answered(part.trim(), around) ?? readOption(part.trim(), around, list)),
  )
}

/** Several meanings as one list; each once. */
function joined(all: readonly Written[]): Written {
  const raw = new Set<unknown>()
  for (const one of all) {
    for (const each of Array.isArray(one.raw) ? one.raw : [one.raw]) if (each != null) raw.add(each)
  }
  const note = all.find((one) => one.note !== undefined)?.note
  return {
    raw: raw.size === 0 ? null : [...raw],
    asks: all.flatMap((one) => one.asks),
    beside: all.flatMap((one) => one.beside ?? []),
    ...(note === undefined ? {} : { note }),
  }
}

function isKnown({ field, context }: WrittenAround): (name: string) => boolean {
  const find = /^offices?$/.test(field.type)
    ? context.names?.officesCalled
    : context.names?.peopleCalled
  return (name) => (find?.(name) ?? []).length > 0
}

/** One name of a roster: an office or a person. */
function readName(text: string, around: WrittenAround, roster: readonly KnownName[]): Written {
  const isOffice = /^offices?$/.test(around.field.type)
  const parsed = fieldKindOf(isOffice ? 'office' : 'person').read(
    text,
    around.field,
    around.context,
  )
  if (parsed.faults === undefined) return { raw: parsed.value, asks: [] }
  const kind = isOffice ? 'office' : 'name'
  const { names } = around.context
  const same = (isOffice ? names?.officesCalled : names?.peopleCalled)?.(text) ?? []
  const may = same.length > 0 ? same : likely(text, roster)
  const all =
    isOffice || may.length > 0 || !fieldKindOf(around.field.type).many ? [] : allWho(text, roster)
  const together = all.length > 0 ? { likely: { means: all } } : {}
  return asked({ text, kind, may, why: whyOf(parsed.faults), ...together })
}

/**
 * Who is meant by 全体股长 or 班子成员 is proposed by their posts and never taken without a word: who
 * belonged to them on that day, and who came, the table does not say.
 */
function allWho(text: string, roster: readonly KnownName[]): readonly string[] {
  const found = /^(?:全体|所有|各)?(?:领导)?(.{2,8})$/u.exec(text.replace(/\s+/g, ''))
  const post = found?.[1] ?? ''
  const isLeading = /^(?:班子|党[组委])(?:成员|班子成员)?$/u.test(post)
  const holds = isLeading
    ? (title: string) => /^党[组委](?:副?书记|委员|成员)/u.test(title)
    : (title: string) => title === post
  return roster
    .filter(({ titles = [] }) => titles.some((title) => title.split(/[、，,；;]/).some(holds)))
    .map(({ id }) => id)
}

const likelyMax = 8

/** Whom a text may mean: who has that surname and post (周书记), or a part of that name. */
function likely(text: string, roster: readonly KnownName[]): readonly string[] {
  const plain = text.replace(/\s+/g, '')
  const post = plain.slice(1)
  const byPost = roster.filter(
    ({ name, titles = [] }) =>
      name.startsWith(plain.charAt(0)) &&
      titles.some((title) => post !== '' && title.includes(post)),
  )
  const bySurname = /^.(?:书记|局长|主任|科长|股长|馆长|处长|部长|总|工|老师|某)$/u.test(plain)
    ? roster.filter(({ name }) => name.startsWith(plain.charAt(0)))
    : []
  const byPart = roster.filter(
    ({ name }) => plain.length > 1 && (name.includes(plain) || plain.includes(ownName(name))),
  )
  return [...new Set([...byPost, ...byPart, ...bySurname].map(({ id }) => id))].slice(0, likelyMax)
}

/** Without what tells two people of one name apart: 陈敏（馆领导）. */
function ownName(name: string): string {
  return withRemark(name)?.name ?? name
}

/** 陈敏（副馆长） is the one of that name who has that post; null where it is nobody, or several. */
function holder(part: string, { context, people }: WrittenAround): string | null {
  const said = withRemark(part)
  if (said === null) return null
  const called = new Set(context.names?.peopleCalled?.(said.name))
  const [only, another] = people.filter(
    ({ id, titles = [] }) =>
      called.has(id) && titles.some((title) => title.split(/[、，,；;]/).includes(said.remark)),
  )
  return only && !another ? only.id : null
}

function readOne(text: string, around: WrittenAround, roster: readonly KnownName[]): Written {
  const names = namesOf(text, isKnown(around))
  const [name = text] = names
  if (names.length <= 1) return readName(name, around, roster)
  const may = names.flatMap((one) => {
    const { raw } = readName(one, around, roster)
    return typeof raw === 'string' ? [raw] : []
  })
  const why = { zh: '写了几个，只能填一个', en: 'It says several where one is asked' }
  return asked({ text, kind: around.field.type.startsWith('office') ? 'office' : 'name', may, why })
}

function readSeveral(text: string, around: WrittenAround, roster: readonly KnownName[]): Written {
  const parts = namesOf(text, isKnown(around))
  return joined(parts.map((part) => answered(part, around) ?? readName(part, around, roster)))
}

function readPerson(text: string, around: WrittenAround): Written {
  if (isKnown(around)(text)) return readName(text, around, around.people)
  const bare = withoutPost(text)
  if (bare !== null && isKnown(around)(bare)) return readName(bare, around, around.people)
  const known = holder(text, around)
  if (known !== null) return { raw: known, asks: [] }
  return readOne(text, around, around.people)
}

/** Several people: names, names with posts, and who was away: 陈敏（出差）. */
function readPeople(text: string, around: WrittenAround): Written {
  const known = isKnown(around)
  const parts = namesOf(text, known)
  const counted = /^共?(\d{1,4})[人名位]$/
  const names = parts.filter((part) => !counted.test(part))
  return joined(
    parts.map((part) => {
      const count = counted.exec(part)
      // 共8人 behind eight names says nothing more.
      if (count && Number(count[1]) === names.length) return nothing
      return answered(part, around) ?? readPresent(part, around, known)
    }),
  )
}

function readPresent(
  part: string,
  around: WrittenAround,
  known: (name: string) => boolean,
): Written {
  if (known(part)) return readName(part, around, around.people)
  const bare = withoutPost(part)
  if (bare !== null && known(bare)) return readName(bare, around, around.people)
  const byPost = holder(part, around)
  if (byPost !== null) return { raw: byPost, asks: [] }
  const remark = withRemark(part)
  if (remark === null || !known(remark.name)) return readName(part, around, around.people)
  const person = readName(remark.name, around, around.people)
  const may = typeof person.raw === 'string' ? [person.raw] : []
  const isAway =
    around.reasons !== null && readReason(remark.remark, around, around.reasons.reason).raw !== null
  const why = isAway
    ? { zh: '括号里是缺席的原因', en: 'The remark is why somebody was away' }
    : { zh: '括号里的说明不知何意', en: 'What the remark means is not clear' }
  return asked({ text: part, kind: 'name', may, why, ...(isAway ? { likely: 'nothing' } : {}) })
}

/** 陈敏（出差） who was not there after all: she is absent, and that is why. */
function absent(part: string, around: WrittenAround): Written {
  const remark = withRemark(part)
  const { reasons } = around
  if (around.field.type !== 'people' || remark === null || reasons === null) return nothing
  const person = readName(remark.name, around, around.people)
  const reason = readReason(remark.remark, around, reasons.reason)
  if (person.raw === null || reason.raw === null) return nothing
  const row = { [reasons.person]: person.raw, [reasons.reason.id]: reason.raw }
  return { raw: null, asks: [], beside: [{ field: reasons.id, row }] }
}

/** A column that fills a whole rows field: who was away and why, or a text an item. */
function readRows(text: string, around: WrittenAround): Written {
  const { field, reasons, id } = around
  if (reasons?.id === id) return readAbsent(text, around, reasons)
  if (/[｜|]/.test(text)) return readPlain(text, around)
  const [first] = field.fields ?? []
  if (!first || !fieldKindOf(first.type).freeText) return readPlain(text, around)
  return { raw: itemsOf(text).map((item) => ({ [first.id]: item })), asks: [] }
}

function readAbsent(text: string, around: WrittenAround, reasons: ReasonRows): Written {
  const [inner] = (around.field.fields ?? []).filter(({ id }) => id === reasons.person)
  const own: WrittenAround = { ...around, ...(inner ? { field: inner as Field } : {}) }
  const known = isKnown(own)
  const reasonId = `${around.id}.${reasons.reason.id}`
  const rows: Record<string, unknown>[] = []
  const asks: Ask[] = []
  for (const { part, name, words } of awayIn(text, known)) {
    // Who 陈敏 is holds for 陈敏（出差） and for 陈敏（休假）; why she was away each says itself.
    const answer = around.answerTo(around.id, part) ?? around.answerTo(around.id, name)
    if (answer === 'nothing') continue
    const meant = answer === undefined ? [] : [answer.means].flat()
    if (meant.some(isObject)) {
      for (const one of meant) rows.push(isObject(one) ? { ...one } : { [reasons.person]: one })
      continue
    }
    const person =
      answer === undefined ? readName(name, own, around.people) : { raw: meant[0], asks: [] }
    const given = around.answerTo(reasonId, words)
    const reason =
      given === undefined
        ? readReason(words, around, reasons.reason)
        : { raw: given === 'nothing' ? null : given.means, asks: [] }
    for (const one of person.asks) asks.push({ ...one, text: name })
    for (const one of reason.asks) asks.push({ ...one, text: words, field: reasonId })
    rows.push({ [reasons.person]: person.raw, [reasons.reason.id]: reason.raw })
  }
  return asks.length > 0 ? { raw: null, asks } : { raw: rows, asks }
}

/** Who was away, each with why: 陈敏（出差）, or 陈敏 出差. */
function awayIn(
  text: string,
  known: (name: string) => boolean,
): readonly { readonly part: string; readonly name: string; readonly words: string }[] {
  const away: { part: string; name: string; words: string }[] = []
  for (const part of namesOf(text, known)) {
    const last = away.at(-1)
    const remark = known(part) ? null : withRemark(part)
    const isWhy = last?.words === '' && remark === null && !known(part) && !looksLikePerson(part)
    if (last && isWhy) last.words = part
    else away.push({ part, name: remark?.name ?? part, words: remark?.remark ?? '' })
  }
  return away
}

/** Why somebody was away, in an office's words; nothing said is asked as well. */
function readReason(words: string, around: WrittenAround, reason: Field): Written {
  const why = { zh: '没有写明原因', en: 'No reason is given' }
  if (words === '') return asked({ text: '', kind: 'option', may: [], why })
  return readOption(words, around, around.context.lists.get(reason.of ?? '') ?? [], reason)
}
