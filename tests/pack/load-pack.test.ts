import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { PackFiles } from '../../src/pack/pack-files.ts'
import { governancePack, sha256 } from './own-packs.ts'
import { smallPack } from './small-pack.ts'

/** `file:line code` of every fault of the small pack with one text replaced in one file. */
function faultsOf(file: string, [from, to]: readonly [string, string]): readonly string[] {
  const text = smallPack[file] ?? ''
  expect(text).toContain(from)
  return told({ ...smallPack, [file]: text.replace(from, to) })
}

function told(files: PackFiles): readonly string[] {
  const faults = loadPack(files, { sha256 }).faults ?? []
  return faults.map((one) => `${one.file}:${one.line} ${one.code} ${one.key}`)
}

describe('the packs of this repository', () => {
  it('load without a fault and hold what the report needs', async () => {
    const pack = await governancePack()
    expect(pack.registers.size).toBeGreaterThanOrEqual(40)
    expect(pack.figures.size).toBeGreaterThanOrEqual(60)
    expect(pack.duties.size).toBeGreaterThanOrEqual(40)
    for (const figure of pack.figures.values()) expect(figure.phrases.length).toBeGreaterThan(0)
  })

  it('have a digest that sha256sum over their files gives again', async () => {
    const files = await readPackFolder('packs/cn-party-governance')
    const hex = (text: string) => createHash('sha256').update(text).digest('hex')
    const list = Object.keys(files)
      .sort()
      .map((path) => `${hex(files[path] ?? '')}  ${path}\n`)
      .join('')
    expect((await governancePack()).digest).toBe(hex(list))
  })
})

describe('loadPack', () => {
  it('takes the small pack', () => {
    expect(loadPack(smallPack, { sha256 }).faults).toBeUndefined()
  })

  it('changes its digest with any byte of any file', () => {
    const digest = (files: PackFiles) => loadPack(files, { sha256 }).pack?.digest
    const text = smallPack['lists.yaml'] ?? ''
    expect(digest({ ...smallPack, 'lists.yaml': `${text}\n` })).not.toBe(digest(smallPack))
  })

  it.each([
    [
      'registers/visit.yaml',
      'lateAfter',
      'lateAftr',
      'registers/visit.yaml:5 pack.key.unknown lateAftr',
    ],
    [
      'registers/visit.yaml',
      'date: on',
      'date: off',
      'registers/visit.yaml:3 pack.register.date date',
    ],
    [
      'registers/visit.yaml',
      'of: kinds',
      'of: kind',
      'registers/visit.yaml:7 pack.list.unknown fields.0.of',
    ],
    [
      'registers/visit.yaml',
      'type: date',
      'type: day',
      'registers/visit.yaml:8 pack.value fields.1.type',
    ],
    [
      'registers/visit.yaml',
      'id: visit',
      'id: visits',
      'registers/visit.yaml:1 pack.register.name id',
    ],
    [
      'registers/visit.yaml',
      'required: true, label: { zh: 日期',
      'requird: true, label: { zh: 日期',
      'registers/visit.yaml:8 pack.key.unknown fields.1.requird',
    ],
    [
      'figures/visits.yaml',
      'kind: usual',
      'kind: rare',
      'figures/visits.yaml:5 pack.predicate.operand.unknown 0.where.kind',
    ],
    [
      'figures/visits.yaml',
      'count: visit',
      'count: visitt',
      'figures/visits.yaml:4 pack.register.unknown 0.count',
    ],
    [
      'figures/visits.yaml',
      'label: { zh: 走访, en: Visits }',
      'label: { zh: 走访 }',
      'figures/visits.yaml:2 pack.key.missing 0.label.en',
    ],
    [
      'duties/work.yaml',
      'of: visits',
      'of: visit',
      'duties/work.yaml:5 pack.figure.unknown 0.require.of',
    ],
    ['duties/work.yaml', 'part: work', 'part: walk', 'duties/work.yaml:3 pack.part.unknown 0.part'],
    [
      'duties/work.yaml',
      'tier: own',
      'tier: law',
      'duties/work.yaml:4 pack.duty.source.tier 0.source.tier',
    ],
    [
      'duties/work.yaml',
      'clause: null',
      'clause: "3"',
      'duties/work.yaml:4 pack.value 0.source.clause',
    ],
    [
      'reports/short.md',
      'id="visits"',
      'id="visit"',
      'reports/short.md:8 pack.report.figure-unknown ',
    ],
    ['lists.yaml', 'kinds:', 'roles:', 'lists.yaml:1 pack.list.made roles'],
    ['pack.yaml', 'version: 1.0.0', 'version: one', 'pack.yaml:2 pack.value version'],
    ['pack.yaml', 'roles:', 'roles: [', 'pack.yaml:5 pack.yaml '],
  ] as const)('names file, line and key: %s, %s → %s', (file, from, to, expected) => {
    expect(faultsOf(file, [from, to])).toContain(expected)
  })

  const kind = '  - { id: usual, label: { zh: 普通, en: Usual } }\n'

  it.each([
    ['lists.yaml', kind, kind + kind, 'lists.yaml:3 pack.list.double kinds.1.id'],
    ['registers/visit.yaml', 'id: by', 'id: kind', 'registers/visit.yaml:9 pack.value fields.2.id'],
  ] as const)('finds what stands twice: %s', (file, from, to, expected) => {
    expect(faultsOf(file, [from, to])).toEqual([expected])
    const files = { ...smallPack, [file]: (smallPack[file] ?? '').replace(from, to) }
    expect(loadPack(files, { sha256 }).faults?.[0]?.hint.zh).toBe('换一个编号，或删去其中一处。')
  })

  it.each([
    ['registers/visit.yaml', '  - { id: on', '   - { id: on', 8, '缩进与同一级的其他行不一致'],
    ['registers/visit.yaml', '"{kind} {on}"', '{kind} {on}', 4, '这里有不该有的内容'],
    ['figures/visits.yaml', 'unit: 次', 'unit：次', 3, '这一行不是“键: 值”'],
    ['lists.yaml', kind, `${kind}kinds: []\n`, 3, '同一级中键重复'],
  ] as const)(
    'says once and in plain words what is no YAML: %s, %s',
    (file, from, to, line, says) => {
      const files = { ...smallPack, [file]: (smallPack[file] ?? '').replace(from, to) }
      const { faults = [] } = loadPack(files, { sha256 })
      expect(faults.map((one) => [one.line, one.text.zh])).toEqual([
        [line, `不是有效的 YAML：${says}`],
      ])
    },
  )

  it('says which keys a field may have, and that a name is in both languages', () => {
    const hintOf = (from: string, to: string) => {
      const text = (smallPack['registers/visit.yaml'] ?? '').replace(from, to)
      const { faults } = loadPack({ ...smallPack, 'registers/visit.yaml': text }, { sha256 })
      return faults?.[0]?.hint.en
    }
    expect(hintOf('required: true', 'requird: true')).toBe('Did you mean “required”?')
    expect(hintOf('required: true', 'must: true')).toMatch(
      /^Keys allowed here: type, id, label,.*of/,
    )
    expect(hintOf('{ zh: 类型, en: Kind }', '类型')).toContain('{ zh: 名称, en: Name }')
  })

  it('proposes what was meant', () => {
    const text = (smallPack['registers/visit.yaml'] ?? '').replace('lateAfter', 'lateAftr')
    const { faults } = loadPack({ ...smallPack, 'registers/visit.yaml': text }, { sha256 })
    expect(faults?.[0]?.hint).toEqual({
      zh: '是否想写“lateAfter”？',
      en: 'Did you mean “lateAfter”?',
    })
  })

  it('says each fault in one language at a time', () => {
    const changes = [
      ['duties/work.yaml', 'per: year', 'per: week, except: [12-20 to 01-10]'],
      ['duties/work.yaml', 'clause: null', 'clause: "3"'],
      ['duties/work.yaml', 'id: visits-yearly', 'id: Visits'],
      ['duties/work.yaml', 'atLeast: 1, of: visits, per: year', 'forEach: b, held: clerk'],
      ['figures/visits.yaml', 'where: { kind: usual }', 'where: { kind: { like: usual } }'],
    ] as const
    for (const [file, from, to] of changes) {
      const text = (smallPack[file] ?? '').replace(from, to)
      const { faults = [] } = loadPack({ ...smallPack, [file]: text }, { sha256 })
      expect(faults.length, to).toBeGreaterThan(0)
      for (const { text: said, hint } of faults) {
        expect(`${said.zh}${said.en}${hint.zh}${hint.en}`).not.toContain('\u2002')
        expect(said.en, to).not.toMatch(/\p{Script=Han}/u)
        expect(said.zh, to).toMatch(/\p{Script=Han}/u)
      }
    }
  })

  it('finds every fault at once, not only the first', () => {
    const broken = {
      ...smallPack,
      'registers/visit.yaml': (smallPack['registers/visit.yaml'] ?? '').replace('title', 'titel'),
      'duties/work.yaml': (smallPack['duties/work.yaml'] ?? '').replace('part', 'prat'),
    }
    expect(told(broken).length).toBeGreaterThanOrEqual(4)
  })

  it('refuses doubles, strange files, missing heads and missing extended packs', () => {
    const figures = smallPack['figures/visits.yaml'] ?? ''
    const { 'pack.yaml': head, ...headless } = smallPack
    expect(told({ ...smallPack, 'figures/visits.yaml': figures + figures })).toEqual([
      'figures/visits.yaml:6 pack.id.double 1',
    ])
    expect(told({ ...smallPack, 'list.yaml': '' })).toEqual(['list.yaml:1 pack.file.unknown '])
    expect(told(headless)).toEqual(['pack.yaml:1 pack.head.missing '])
    expect(told({ ...smallPack, 'pack.yaml': `${head}extends: [core]\n` })).toEqual([
      'pack.yaml:8 pack.extends.missing extends',
    ])
  })

  it('refuses a pack that extends itself, or one that extends it in turn', () => {
    const { 'pack.yaml': head = '', ...rest } = smallPack
    const naming = (id: string, ...others: string[]) =>
      `${head.replace('id: small', `id: ${id}`)}extends: [${others.join(', ')}]\n`
    const own = Object.entries(rest).map(([path, text]) => [`small/${path}`, text])
    // As the folder is read: what it extends stands under its id, and so the pack under its own.
    const itself = naming('small', 'small')
    const twice = { ...rest, ...Object.fromEntries(own), 'small/pack.yaml': itself }
    for (const files of [{ ...rest }, twice]) {
      expect(told({ ...files, 'pack.yaml': itself })).toEqual([
        'pack.yaml:8 pack.extends.ring extends',
      ])
    }
    const each = { ...rest, 'pack.yaml': naming('small', 'other') }
    expect(told({ ...each, 'other/pack.yaml': naming('other', 'small') })).toEqual([
      'pack.yaml:8 pack.extends.ring extends',
    ])
    const beyond = {
      ...rest,
      'pack.yaml': naming('small', 'one', 'two'),
      'one/pack.yaml': naming('one', 'two'),
      'two/pack.yaml': naming('two', 'one'),
    }
    expect(told(beyond)).toEqual(['one/pack.yaml:8 pack.extends.ring extends'])
    const { faults = [] } = loadPack(beyond, { sha256 })
    expect(faults[0]?.text.zh).toBe('业务包不能互为依据：one → two → one')
    expect(faults[0]?.hint.en).toBe(
      'Take the next one out of extends in one of them, such as “one” in “two”.',
    )
    // One that is in a log already is read as it was.
    expect(loadPack(beyond, { sha256 }, { isAdopted: true }).faults).toBeUndefined()
  })

  it('refuses aliases and files beyond the limits', () => {
    const alias = 'kinds: &k\n  - { id: usual, label: { zh: 普通, en: Usual } }\nmore: *k\n'
    expect(told({ ...smallPack, 'lists.yaml': alias })).toEqual(['lists.yaml:1 pack.yaml '])
    expect(told({ ...smallPack, 'lists.yaml': ' '.repeat(1_048_577) })).toEqual([
      'lists.yaml:1 pack.too-large ',
    ])
  })
})
