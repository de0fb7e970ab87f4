import { describe, expect, it } from 'vitest'
import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import { readStoryFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { tellStory } from '../../src/app/demo/tell-story.ts'
import { weekday } from '../../src/ledger/day/day.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { PackFault } from '../../src/pack/pack-fault.ts'
import type { PackFiles } from '../../src/pack/pack-files.ts'
import { demoDay } from '../demo-day.ts'
import { governancePack, sha256 } from './own-packs.ts'
import { smallPack } from './small-pack.ts'

/** Another unit, with another pack: nothing of either stands in the code. */
const pack: Pack = (() => {
  const person = `id: person
label: { zh: 人员, en: People }
date: since
title: "{name}"
lateAfter: null
columns: [name]
fields:
  - { id: name, type: text, required: true, label: { zh: 姓名, en: Name } }
  - { id: since, type: date, required: true, label: { zh: 起, en: Since } }
`
  const loaded = loadPack({ ...smallPack, 'registers/person.yaml': person }, { sha256 })
  if (!loaded.pack) throw new Refusal(loaded.faults)
  return loaded.pack
})()

const story: PackFiles = {
  'story/story.yaml': `unit: { zh: 小单位, en: Small unit }
years: { first: -1, second: 0 }
chapters: [people, visits]
`,
  'story/people.yaml': `lists:
  people:
    - { key: an, name: 安然 }
    - { key: bo, name: 柏青, to: "{first}-12-31" }
tellings:
  - tell: person
    years: [first]
    as: "{person.key}"
    for: { person: people }
    on: "{year}-01-02"
    early: true
    by: an
    values: { name: $person.name, since: "{year}-01-01" }
`,
  'story/visits.yaml': `lists:
  kinds: [usual]
tellings:
  - tell: visit
    for: { month: [2, 5] }
    on: { $workday: 3 }
    let: { went: { $attendance: { $all: people }, always: [an] } }
    by: $went.present.0
    values: { kind: { $pick: kinds }, on: $on, by: $went.present }
    later:
      - { correct: { by: [an] }, on: { $after: $on, workdays: 4 }, by: an, reason: 人员登记有误 }
  - tell: visit
    years: [first]
    as: twice
    on: "{year}-07-08"
    after: 9
    by: bo
    reason: 出差补录
    values: { kind: usual, on: $on, by: [bo] }
    later:
      - { void: true, on: { $after: $on, workdays: 12 }, by: an, reason: 重复登记 }
`,
}

const settings = { seed: 5, today: '2031-12-31', isWorkday: (day: string) => weekday(day) <= 5 }

/** The story with one text of a file changed. */
function changed(file: string, from: string, to: string): PackFiles {
  const text = story[file] ?? ''
  expect(text).toContain(from)
  return { ...story, [file]: text.replace(from, to) }
}

function faultsOf(files: PackFiles): readonly PackFault[] {
  try {
    tellStory(files, pack, settings)
  } catch (error) {
    if (error instanceof Refusal) return error.faults as readonly PackFault[]
    throw error
  }
  return []
}

describe('a story that a second pack brings', () => {
  it('is played: told, corrected, late with its reason, voided', () => {
    const { unit, founded, writes } = tellStory(story, pack, settings)
    expect([unit.zh, founded]).toEqual(['小单位', '2030-01-01'])
    const people = new Map(writes.slice(0, 2).map(({ record, values }) => [values['name'], record]))
    const said = writes.map(({ kind, register, values, reason }) => {
      const day = values['on'] ?? values['since']
      return [kind, register, day, reason].join(' ').trim()
    })
    expect(said).toEqual([
      'create person 2030-01-01',
      'create person 2030-01-01',
      'create visit 2030-02-05',
      'correct visit 2030-02-05 人员登记有误',
      'create visit 2030-05-03',
      'correct visit 2030-05-03 人员登记有误',
      'create visit 2030-07-08 出差补录',
      'void visit 2030-07-08 重复登记',
      'create visit 2031-02-05',
      'correct visit 2031-02-05 人员登记有误',
      'create visit 2031-05-05',
      'correct visit 2031-05-05 人员登记有误',
    ])
    // Who left at the end of the first year goes on no visit of the second.
    const created = writes.filter(({ kind, register }) => kind === 'create' && register === 'visit')
    expect(created.map(({ values }) => (values['by'] as readonly string[]).length)).toEqual([
      2, 2, 1, 1, 1,
    ])
    expect(created.map(({ actor }) => actor)).toEqual(
      ['安然', '安然', '柏青', '安然', '安然'].map((name) => people.get(name)),
    )
    expect(writes.map(({ recordedAt }) => recordedAt)).toEqual(
      writes.map(({ recordedAt }) => recordedAt).toSorted(),
    )
  })

  it('is the same for the same seed, and another for another', () => {
    const again = (seed: number) => tellStory(story, pack, { ...settings, seed }).writes
    expect(again(5)).toEqual(tellStory(story, pack, settings).writes)
    expect(again(6)).not.toEqual(again(5))
  })

  it('changes nothing in a chapter when another is changed', () => {
    const more = changed('story/people.yaml', 'name: 安然', 'name: 安宁')
    const visits = (files: PackFiles) =>
      tellStory(files, pack, settings).writes.map(({ recordedAt }) => recordedAt)
    expect(visits(more)).toEqual(visits(story))
  })

  it('leaves chance of a chapter alone when more is told in the one before it', () => {
    const on = '2030-12-20'
    const drawn = `
  - tell: visit
    years: [first]
    on: ${on}
    by: an
    values: { kind: { $pick: kinds }, on: $on, by: [an] }
`
    const people = `${story['story/people.yaml']?.trimEnd()}${drawn}`
    const { writes } = tellStory({ ...story, 'story/people.yaml': people }, pack, settings)
    const others = writes.filter(({ values }) => values['on'] !== on)
    expect(writes.length).toBe(others.length + 1)
    expect(others).toEqual(tellStory(story, pack, settings).writes)
  })

  it.each([
    [
      'story/visits.yaml',
      'tell: visit\n    for',
      'tell: visits\n    for',
      'pack.story.register',
      4,
      'visit',
    ],
    [
      'story/visits.yaml',
      'values: { kind: { $pick',
      'values: { knd: { $pick',
      'pack.story.field',
      9,
      'kind',
    ],
    ['story/visits.yaml', 'always: [an]', 'allways: [an]', 'pack.value', 7, 'always'],
    ['story/visits.yaml', '$pick: kinds', '$pik: kinds', 'pack.value', 9, '$pick'],
    ['story/visits.yaml', '$pick: kinds', '$pick: kind', 'pack.story.list', 9, 'kinds'],
    ['story/visits.yaml', 'kinds: [usual]', 'kinds: [unusual]', 'pack.field.choice.unknown', 9, ''],
    ['story/visits.yaml', 'by: bo\n', 'by: bob\n', 'pack.story.nobody', 17, 'bo'],
    ['story/visits.yaml', 'by: [bo]', 'by: [an, bx]', 'pack.story.nobody', 19, 'bo'],
    ['story/visits.yaml', '$went.present.0', '$gone.present.0', 'pack.story.name', 8, ''],
    ['story/visits.yaml', 'workday: 3', 'workday: 33', 'pack.story.workday', 6, ''],
    [
      'story/visits.yaml',
      'kind: usual, on: $on,',
      'on: $on,',
      'pack.record.field.required',
      19,
      '',
    ],
    ['story/people.yaml', 'as: "{person.key}"', 'as: one', 'pack.story.double', 8, ''],
    [
      'story/story.yaml',
      '[people, visits]',
      '[people, visit]',
      'pack.story.chapter-missing',
      3,
      '',
    ],
  ])('%s: “%s” as “%s” is %s in line %i', (file, from, to, code, line, meant) => {
    const [fault] = faultsOf(changed(file, from, to)).filter((one) => one.code === code)
    expect(fault).toMatchObject({ code, file, line })
    expect(fault?.text.zh).not.toBe('')
    if (meant !== '') expect(fault?.hint.en).toContain(`“${meant}”`)
  })

  it('is no part of what is adopted', async () => {
    const files = await readStoryFolder('packs/cn-party-governance')
    expect(Object.keys(files)).toContain('story/story.yaml')
    const { faults } = loadPack({ ...smallPack, ...story }, { sha256 })
    expect(faults?.map(({ code }) => code)).toContain('pack.file.unknown')
  })
})

it('the story of the pack names no text twice over', async () => {
  const { writes } = tellStory(
    await readStoryFolder('packs/cn-party-governance'),
    await governancePack(),
    { seed: 1, today: demoDay, isWorkday: chineseCalendar.isWorkday },
  )
  const doubled = /(工作|活动|情况|有关事项)\1|活动工作/
  const texts = writes.flatMap(({ values }) =>
    Object.values(values).filter((one) => typeof one === 'string'),
  )
  expect(texts.length).toBeGreaterThan(5000)
  expect(texts.filter((one) => doubled.test(one))).toEqual([])
})
