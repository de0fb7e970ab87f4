import { expect, it } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { proposeAll } from './propose-all.ts'
import type { RecordWording } from './wording.ts'

const problem = (recordId: string, title: string, ...says: string[]): RecordWording => {
  return { recordId, kind: 'problem', day: '2025-09-04', title, says: ['问题', ...says] }
}

const WORDINGS = [
  problem('reminders', '常态化检查提醒机制不够健全', '检查多集中在年中和年底，平时提醒不足'),
  problem('papers', '精文减会还有空间'),
  problem('planning', '管党治党主动谋划不够'),
  problem('media', '移动存储介质登记不规范'),
  problem('media-again', '移动存储介质登记不规范'),
  problem('forwarded', '部分通知层层转发'),
  problem('lectures', '党课形式较单一'),
  problem('texts', '展品说明文字更新不及时'),
]

/** What the problems of a text rest on; those unbound are absent. */
function bound(sentence: string) {
  const text = `三、存在的问题\n${sentence}。`
  const { reading, proposals } = proposeAll(text, readReport(text), {
    wordings: WORDINGS,
    year: 2025,
  })
  return reading.claims.flatMap(({ id }) => {
    const of = proposals.get(id)
    return of?.by === 'record' ? [[of.id, ...(of.alike ?? [])]] : []
  })
}

it.each([
  ['对照要求，还存在一些不足：日常检查提醒机制还不健全，检查集中在年底', ['reminders']],
  ['平时的检查提醒机制有待完善', ['reminders']],
  ['在精简文件和会议方面还有差距', ['papers']],
  ['精文减会仍有潜力可挖，有的工作习惯发文', ['papers']],
  ['主动谋划管党治党工作的意识不强', ['planning']],
  ['移动存储介质的登记还不够规范', ['media', 'media-again']],
  ['个别通知存在层层转发的情况', ['forwarded']],
  ['党课的形式比较单一', ['lectures']],
  ['有的展品说明文字更新偏慢', ['texts']],
])('%s is a problem of the ledger', (sentence, ids) => {
  expect(bound(sentence)).toEqual([ids])
})

it.each([
  ['移动存储介质的登记不及时'],
  ['移动存储介质的登记已经规范'],
  ['涉密移动存储介质的登记不规范'],
  ['3个科室移动存储介质的登记不规范'],
  ['日常检查提醒机制尚未建立'],
  ['财务检查提醒机制不够健全'],
  ['所有通知层层转发'],
  ['党课的内容比较单一'],
  ['上半年展品说明文字更新不及时'],
  ['展品说明文字更新不规范'],
  ['业务工作主动谋划不够'],
])('%s is none of the ledger', (sentence) => {
  expect(bound(sentence)).toEqual([])
})
