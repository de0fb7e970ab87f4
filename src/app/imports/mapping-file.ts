import { Document, isMap, isNode, isSeq, parseDocument } from 'yaml'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import { isObject } from '../../ledger/fields/field-kind.ts'
import type { Answer, ColumnUse, MappedColumn, Mapping } from '../../ledger/sheet/mapping.ts'
import { shapeOf } from '../../ledger/sheet/shape.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import { writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { ChosenMapping, SeenImport } from './change-import.ts'
import { changeMapping } from './change-import.ts'
import { findImport } from './find-import.ts'

type Needs = Pick<AppPorts, 'store' | 'imports' | 'importReadings' | 'rosters' | 'clock'>

/**
 * The mapping of an import as a file to keep, to read over and to bring again with the next sheet
 * of its kind. Refuses as `findImport`.
 */
export async function mappingFile(
  ports: Pick<Needs, 'imports' | 'rosters'>,
  session: Session,
  id: string,
): Promise<{ readonly text: string; readonly register: string }> {
  const { mapping } = (await findImport(ports, session, id)).work
  const register = writableRegister(session, mapping.register)
  const labels = new Map(
    shapeOf(register).fields.map(({ id: field, field: { label } }) => [field, label]),
  )
  const { people, offices } = await ports.rosters.of(session.org.id)
  const { first, last } = mapping.header
  const document = new Document({
    register: mapping.register,
    table: mapping.table,
    header: first === 0 ? 'none' : first === last ? first : `${first}-${last}`,
    year: mapping.year,
    columns: mapping.columns.map(({ at, header, use }) => ({
      at: columnLetters(at),
      header,
      ...(typeof use === 'string' ? { as: use } : { field: use.field }),
    })),
    given: mapping.given,
    answers: mapping.answers,
  })
  document.commentBefore = ` ${register.label.zh}：旧台账各列的对应关系
 ${register.label.en}: how the columns of a table become its records
 columns: field: 字段编号 / as: text 保留为文字 / as: left-out 不导入
 answers: 字段、表中写法、含义（nothing 表示没有）`
  const columns = document.get('columns')
  for (const item of isSeq(columns) ? columns.items : []) {
    if (!isMap(item)) continue
    item.flow = true
    const label = labels.get(String(item.get('field') ?? ''))
    if (label) item.comment = ` ${label.zh}`
  }
  nameAnswers(document, (one) => people.get(one)?.name ?? offices.get(one)?.name)
  return { text: document.toString({ lineWidth: 0 }), register: register.id }
}

/** Ids of people and offices stand in answers; beside each stands whom it means. */
function nameAnswers(document: Document, nameOf: (id: string) => string | undefined): void {
  const answers = document.get('answers')
  for (const { value: texts } of isMap(answers) ? answers.items : []) {
    for (const { value: answer } of isMap(texts) ? texts.items : []) {
      if (!isMap(answer)) continue
      const means = answer.get('means')
      const ids = isSeq(means) ? (means.toJSON() as unknown[]) : [means]
      const names = ids.flatMap((one) => nameOf(String(one)) ?? [])
      answer.flow = true
      if (names.length > 0) answer.comment = ` ${names.join('、')}`
    }
  }
}

function columnLetters(column: number): string {
  return cellAddress({ row: 0, column }).slice(0, -1)
}

/** What a mapping file says; columns go by their heads, and where these are none by their place. */
export interface MappingFile extends Omit<ChosenMapping, 'columns'> {
  readonly columns: readonly {
    readonly at: number | null
    readonly header: string
    readonly use: ColumnUse
  }[]
}

/**
 * Takes the mapping of a file for an import: the columns with the same heads, wherever they stand.
 * Refuses as `parseMappingFile` and `changeMapping`.
 */
export async function chooseFromFile(
  ports: Needs,
  session: Session,
  seen: SeenImport,
  bytes: Uint8Array,
): Promise<number> {
  const said = parseMappingFile(bytes)
  const stored = await findImport(ports, session, seen.id)
  const isThere = stored.tables.some(({ name }) => name === said.table)
  const table = isThere ? said.table : stored.work.mapping.table
  const { columns, header, ...rest } = said
  const none = header?.first === 0 ? { header } : {}
  let expected = await changeMapping(ports, session, seen, { ...rest, ...none, table })
  let { mapping } = (await findImport(ports, session, seen.id)).work
  if (header !== undefined && !hasHeads(mapping, columns)) {
    // The next sheet has its header where its title ends; only one without heads is told where.
    const told = { ...rest, header, table }
    expected = await changeMapping(ports, session, { id: seen.id, expected }, told)
    ;({ mapping } = (await findImport(ports, session, seen.id)).work)
  }
  return changeMapping(
    ports,
    session,
    { id: seen.id, expected },
    { register: mapping.register, table, columns: appliedColumns(mapping, columns) },
  )
}

const plain = (text: string) => text.replace(/\s+/g, '')

function hasHeads(mapping: Mapping, said: MappingFile['columns']): boolean {
  const heads = new Set(said.map(({ header }) => plain(header)))
  return mapping.columns.some(({ header }) => heads.has(plain(header)))
}

function appliedColumns(mapping: Mapping, said: MappingFile['columns']): readonly MappedColumn[] {
  return mapping.columns.map((column) => {
    const same = said.filter(({ header }) => plain(header) === plain(column.header))
    const found = same.find(({ at }) => at === column.at) ?? same[0]
    return found ? { ...column, use: found.use } : { ...column, use: 'left-out' }
  })
}

const fileBytesMax = 1024 * 1024

/** Reads a mapping file. Refuses with `import.mapping-file`, naming what it cannot read. */
function parseMappingFile(bytes: Uint8Array): MappingFile {
  if (bytes.length > fileBytesMax) refuseFile([], { zh: '文件太大', en: 'It is too large' })
  const document = parseDocument(new TextDecoder().decode(bytes), { schema: 'core' })
  const [error] = document.errors
  if (error) refuseFile([], { zh: `不是有效的 YAML：${error.message}`, en: error.message })
  const said: unknown = isNode(document.contents) ? document.toJS({ maxAliasCount: 0 }) : null
  if (!isObject(said)) refuseFile([], { zh: '没有内容', en: 'It says nothing' })
  const { register, table, header, year, columns, given = {}, answers = {} } = said
  if (typeof register !== 'string')
    refuseFile(['register'], { zh: '缺少台账编号', en: 'No register' })
  if (!Array.isArray(columns)) refuseFile(['columns'], { zh: '缺少各列', en: 'No columns' })
  if (!isObject(given)) refuseFile(['given'], { zh: '应为“字段: 值”', en: 'Expected fields' })
  return {
    register,
    table: typeof table === 'string' ? table : '',
    header: headerOf(header),
    ...(typeof year === 'number' && Number.isInteger(year) ? { year } : {}),
    columns: columns.map(columnOf),
    given,
    answers: answersOf(answers),
  }
}

function headerOf(said: unknown): Mapping['header'] | undefined {
  if (said === undefined || said === null) return undefined
  if (said === 'none') return { first: 0, last: 0 }
  const found = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(String(said))
  if (!found) refuseFile(['header'], { zh: '应为行号，如 3 或 2-3', en: 'Expected rows: 3, 2-3' })
  const first = Number(found[1])
  return { first, last: Number(found[2] ?? first) }
}

function columnOf(said: unknown, nth: number): MappingFile['columns'][number] {
  const at = ['columns', nth]
  if (!isObject(said)) return refuseFile(at, { zh: '应为一列', en: 'Expected a column' })
  const { header = '', field, as } = said
  const letters = typeof said['at'] === 'string' ? columnNumber(said['at']) : null
  const use: ColumnUse | null =
    typeof field === 'string' ? { field } : as === 'text' || as === 'left-out' ? as : null
  if (use === null) {
    return refuseFile(at, {
      zh: '应写 field: 字段，或 as: text、as: left-out',
      en: 'Expected field: …, as: text or as: left-out',
    })
  }
  return { at: letters, header: String(header), use }
}

function columnNumber(letters: string): number | null {
  if (!/^[A-Z]{1,3}$/.test(letters)) return null
  return [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1
}

function answersOf(said: unknown): Mapping['answers'] {
  if (!isObject(said))
    return refuseFile(['answers'], { zh: '应为“字段: 写法”', en: 'Expected fields' })
  return Object.fromEntries(
    Object.entries(said).map(([field, texts]) => [
      field,
      Object.fromEntries(
        Object.entries(isObject(texts) ? texts : {}).map(([text, answer]): [string, Answer] => {
          if (answer === 'nothing') return [text, 'nothing']
          if (isObject(answer) && 'means' in answer) return [text, { means: answer['means'] }]
          return refuseFile(['answers', field, text], {
            zh: '应写 nothing 或 means: 含义',
            en: 'Expected nothing, or means: …',
          })
        }),
      ),
    ]),
  )
}

function refuseFile(at: Fault['at'], text: Fault['text']): never {
  throw new Refusal([
    fault('import.mapping-file', {
      at,
      text: { zh: `对应关系文件：${text.zh}`, en: `The mapping file: ${text.en}` },
      hint: {
        zh: '可以从导入页面下载一份，照着改。',
        en: 'Save one from the page of an import and change that.',
      },
    }),
  ])
}
