import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { keepPack } from '../../src/adapters/packs/kept-pack.ts'
import type { Requirement } from '../../src/duty/requirements/requirement-kinds.ts'
import { standingOf } from '../../src/duty/standing.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import { sha256 } from '../pack/own-packs.ts'
import { smallPack } from '../pack/small-pack.ts'
import { judged, meetingOn, record, sampleContext, sampleDuty } from './sample-year.ts'

const atLeastOne = (per: 'quarter' | 'half-year' | 'year'): Requirement => ({
  kind: 'quota',
  figure: 'held',
  atLeast: 1,
  per,
})

describe('windows that overlap', () => {
  it('let one record count for several duties, once for each', () => {
    const twice = meetingOn('2025-02-03')
    const records = [twice, { ...twice, version: 2 }]
    const done = (rule: Requirement) =>
      standingOf(sampleDuty(rule), sampleContext('2025-06-01', { records })).windows[0]?.done
    expect([done(atLeastOne('quarter')), done(atLeastOne('half-year'))]).toEqual([1, 1])
    expect(done(atLeastOne('year'))).toBe(1)
  })
  it('are closed by a break as one stretch of days', () => {
    const rule = (except: { from: string; to: string }[]): Requirement => ({
      kind: 'weekly',
      figure: 'held',
      atLeast: 1,
      except,
    })
    const owed = (except: { from: string; to: string }[]) =>
      standingOf(sampleDuty(rule(except)), sampleContext('2025-06-01')).windows[1]?.owed
    const overlapping = [
      { from: '02-01', to: '02-14' },
      { from: '02-10', to: '02-28' },
    ]
    // The week that ends on 2 February has its days in January too.
    expect([owed([]), owed(overlapping), owed([{ from: '02-01', to: '02-28' }])]).toEqual([4, 1, 1])
  })
  it('are attested by a word that covers them', () => {
    const rule: Requirement = {
      kind: 'none',
      register: 'leak-incident',
      attest: { per: 'quarter', by: 'confidentiality-lead' },
    }
    const word = (period: string, givenOn: string) =>
      record('attestation', givenOn, { duty: 'd1', period, person: 'p', givenOn })
    const attestations = [word('2025-H1', '2025-06-30'), word('2025-Q2', '2025-07-01')]
    const context = sampleContext('2025-07-02', { attestations })
    const states = standingOf(sampleDuty(rule), context).windows.map(({ state }) => state)
    expect(states).toEqual(['met', 'met', 'onTrack', 'onTrack'])
  })
})

describe('29 February', () => {
  const by: Requirement = { kind: 'deadline', figure: 'held', by: '02-29' }
  it('is the 28th where the year has none', () => {
    const on = (day: string) => judged(by, '2025-03-01', { records: [meetingOn(day)] })
    expect(on('2025-02-28')).toEqual(['met', '已于2月28日完成'])
    expect(on('2025-03-01')).toEqual(['overdue', '已于3月1日完成，比期限2月28日晚1天'])
  })
  it('is itself in a leap year', () => {
    const records = [meetingOn('2024-02-29')]
    const given = { year: 2024, records }
    expect(judged(by, '2024-03-01', given)).toEqual(['met', '已于2月29日完成'])
    expect(judged(atLeastOne('quarter'), '2024-02-29', given)[0]).toBe('onTrack')
  })
})

describe('a duty whose figure is gone', () => {
  const without = { ...smallPack, 'figures/visits.yaml': '[]\n' }
  it('makes the pack no pack, and the fault names the duty', () => {
    const faults = loadPack(without, { sha256 }).faults ?? []
    const told = faults.map(({ code, file, text }) => [code, file, text.zh])
    expect(told).toContainEqual(['pack.figure.unknown', 'duties/work.yaml', '没有数据项“visits”'])
  })
  it('leaves the last good pack in force on a running server', async () => {
    const home = mkdtempSync(join(tmpdir(), 'taizhang-kept-'))
    cpSync('packs', home, { recursive: true })
    let told: () => void = () => {}
    const folder = join(home, 'cn-party-governance')
    const kept = await keepPack(folder, {
      crypto: nodeCrypto,
      compiled: { read: () => Promise.resolve(null) },
      onChange: () => told(),
    })
    try {
      const { digest } = kept.current
      const path = join(folder, 'figures/conduct.yaml')
      const before = readFileSync(path, 'utf8')
      const change = async (text: string) => {
        const changed = new Promise<void>((done) => {
          told = done
        })
        writeFileSync(path, text)
        await changed
      }
      await change(before.replace('- id: requests-sent', '- id: requests-gone'))
      expect(kept.current.digest).toBe(digest)
      expect(kept.faults.map(({ code }) => code)).toContain('pack.figure.unknown')
      await change(before)
      expect(kept.faults).toEqual([])
    } finally {
      kept.close()
      rmSync(home, { recursive: true })
    }
  })
})

describe('a clause of a source', () => {
  const cited = (clause: string, listed: string) => {
    const duties = smallPack['duties/work.yaml'] ?? ''
    const faults = loadPack(
      {
        ...smallPack,
        'instruments.yaml': `${smallPack['instruments.yaml']}${listed}`,
        'duties/work.yaml': duties.replace(
          'clause: null, verified: false',
          `clause: "${clause}", verified: true`,
        ),
      },
      { sha256 },
    ).faults
    return (faults ?? []).map(({ code, text, hint }) => [code, text.zh, hint.zh])
  }
  it('may be cited where somebody has read it', () => {
    expect(cited('16', '  clauses: ["11", "16"]\n')).toEqual([])
  })
  it('that does not exist is refused with those that do', () => {
    expect(cited('99', '  clauses: ["11", "16"]\n')).toEqual([
      ['pack.duty.source.clause', '依据“own-rule”中没有核对过的第99条', '已核对：11、16。'],
    ])
  })
  it('is refused where none was read', () => {
    expect(cited('16', '').map(([code]) => code)).toEqual(['pack.duty.source.clause'])
  })
})

describe('what a year cost', () => {
  it('names figures of the pack that add up', () => {
    const told = (figure: string) =>
      loadPack(
        { ...smallPack, 'pack.yaml': `${smallPack['pack.yaml']}burden: [{ figure: ${figure} }]\n` },
        { sha256 },
      )
    expect(told('visits').pack?.burden).toEqual([{ figure: 'visits' }])
    const faults = told('visit').faults ?? []
    expect(faults.map(({ code, text, hint }) => [code, text.zh, hint.zh])).toEqual([
      ['pack.burden.figure', '没有数据项“visit”', '是否想写“visits”？'],
    ])
  })
})
