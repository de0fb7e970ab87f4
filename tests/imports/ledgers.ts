import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { Asked, Browser, Told } from '../api/serving.ts'

export const imports = '/api/v1/imports'

/** A grid as an Excel file. */
export async function workbookOf(grid: readonly (readonly string[])[], name = '任务') {
  const [header = [], ...rows] = grid
  return writeWorkbook({ name, header, rows })
}

/** A task ledger as offices keep them: a title, a number column, a subtotal, days in every form. */
export const tasks = [
  ['2026年宣传任务台账', '', '', '', ''],
  ['序号', '任务', '布置单位', '布置日期', '完成时限'],
  ['1', '展览开放信息', '市委宣传部', '2026.1.5', '2026-01-25'],
  ['2', '档案日活动', '市委宣传部', '2026年2月6日', '2026.2.20'],
  ['3', '查档便民', '市里', '2026/3/2', '2026.3.20'],
  ['4', '口述史采集', '市里', '2026/4/2', '4月下旬'],
  ['', '小计', '', '', '4'],
] as const

/** The answer once the import has been read: on a busy machine the first one may not wait for it. */
async function settled(browser: Browser, told: Told): Promise<Told> {
  let now = told
  while (now.body?.state === 'reading') {
    now = await browser.ask('GET', `${imports}/${now.body.id}`)
  }
  return told.status === now.status ? now : { ...now, status: told.status }
}

/** What one browser does with one import; every change says the version it has seen. */
export function importOf(browser: Browser, first: Told) {
  const id = String(first.body.id)
  let version = Number(first.body.version)
  const seen = () => ({ 'if-match': `"${version}"` })
  async function change(method: string, path: string, body: unknown): Promise<Told> {
    const answer = await browser.ask(method, `${imports}/${id}${path}`, { body, headers: seen() })
    const told = await settled(browser, answer)
    if (told.body?.version !== undefined) version = Number(told.body.version)
    return told
  }
  return {
    id,
    change,
    show: async () => {
      const told = await settled(browser, await browser.ask('GET', `${imports}/${id}`))
      if (told.status === 200) version = Number(told.body.version)
      return told
    },
    rows: async (state = 'all') =>
      (await browser.ask('GET', `${imports}/${id}/rows?state=${state}&limit=200`)).body.items,
    write: (body: unknown = {}) => change('POST', '/write', body),
  }
}

/** Brings a file; the answer may come before it has been read. */
export async function send(
  browser: Browser,
  file: Asked['file'],
  query: Record<string, string> = {},
): Promise<Told> {
  const path = `${imports}?${new URLSearchParams({ fileName: '台账.xlsx', ...query })}`
  return browser.ask('POST', path, file === undefined ? {} : { file })
}

/** Brings a file and answers with what was made of it. */
export async function bring(...given: Parameters<typeof send>): Promise<Told> {
  return settled(given[0], await send(...given))
}
