import { expect, it } from 'vitest'
import { reportSources } from '../../src/app/draft/report-sources.ts'
import { resolveDraft } from '../../src/report/draft/resolve-draft.ts'
import { soundTree } from '../report-flow/people.ts'
import { bookOver } from './book-over.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

const figure = 'governance-study'

it('a table in a draft shows no field that its reader may not read', async () => {
  const before = await governancePack()
  const meeting = before.registers.get('meeting')
  if (!meeting) throw new Error('no meetings')
  const closing = (id: string) => (id === 'agenda' ? { readers: ['discipline-lead'] } : {})
  const fields = meeting.fields.map((one) => ({ ...one, ...closing(one.id) }))
  const pack = { ...before, registers: new Map(before.registers) }
  pack.registers.set('meeting', { ...meeting, fields })
  const records = recordsAfter(before, await demoWrites(before))
  const org = {
    id: 1,
    publicId: 'demo',
    kind: 'demo' as const,
    origin: 'taizhang/demo',
    path: '0001.',
    name: { zh: '海棠市档案馆', en: 'Archives' },
    parent: null,
    zone: 'Asia/Shanghai',
  }
  const tableFor = (roles: readonly string[]) => {
    const session = { org, actor: { id: 'p', person: null, roles }, pack }
    const book = bookOver(session, records, { year: 2025, today: '2026-02-01' })
    const [some] = book.recordsOf('meeting')
    if (!some) throw new Error('no meeting in the year')
    const sources = {
      ...reportSources(book, org.name.zh),
      figure: () => ({ value: 1, records: [some.id] }) as never,
    }
    const fieldsShown = ['kind', 'agenda.topic']
    const blocks = [{ id: 'b', kind: 'records' as const, figure, fields: fieldsShown }]
    const tree = soundTree({ blocks, claims: {} })
    const [block] = resolveDraft(tree, sources, { template: 't' }).blocks
    return block?.kind === 'table' ? block.rows : []
  }
  const [open, closed] = [tableFor(['discipline-lead']), tableFor(['clerk'])]
  const [kind, topics] = open[0] ?? []
  expect(topics?.length).toBeGreaterThan(2)
  expect(closed).toEqual([[kind, '']])
})
