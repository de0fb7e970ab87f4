import type { Browser, Serving } from '../api/serving.ts'
import { midYear, serveTest, setUp, todayThere } from '../api/serving.ts'

/** A unit with an administrator who is clerk as well, two offices and three more people. */
export interface PlanUnit {
  readonly serving: Serving
  readonly administrator: Browser
  readonly today: string
  readonly year: number
  readonly people: { readonly [name: string]: string }
  readonly offices: { readonly [name: string]: string }
  /** Records something and gives its id. */
  record(register: string, values: object): Promise<string>
}

/** Opens the server and sets the unit up. */
export async function planUnit(): Promise<PlanUnit> {
  const serving = await serveTest({ clock: midYear })
  const { browser, person } = await setUp(serving)
  const record = async (register: string, values: object) => {
    const path = `/api/v1/registers/${register}/records`
    const told = await browser.ask('POST', path, { body: { values } })
    if (told.status !== 201) throw new Error(JSON.stringify(told.body))
    return told.body.record.id as string
  }
  const today = todayThere(midYear)
  const people: Record<string, string> = { 张三: person }
  for (const name of ['李静', '王磊', '赵敏']) {
    people[name] = await record('person', { name, since: '2020-01-01' })
  }
  const offices: Record<string, string> = {}
  for (const name of ['办公室', '信息科']) {
    offices[name] = await record('office', { name, kind: 'department', since: '2020-01-01' })
  }
  return {
    serving,
    administrator: browser,
    people,
    offices,
    record,
    today,
    year: Number(today.slice(0, 4)),
  }
}
