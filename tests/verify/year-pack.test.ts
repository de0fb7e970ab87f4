import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { renderSealedDocx } from '../../src/adapters/docx/render-sealed-docx.ts'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { officeFiles } from '../../src/adapters/office-files.ts'
import { here } from '../../src/adapters/outside/readers.ts'
import { fixedZip } from '../../src/adapters/zip/fixed-zip.ts'
import { answerApart, checksApart } from '../../src/app/audit/log-checks.ts'
import { gatherYearPack } from '../../src/app/report/gather-year-pack.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { freezeReport } from '../../src/report/evidence/freeze-report.ts'
import { hexHash } from '../../src/report/evidence/year-pack.ts'
import { webCrypto } from '../../src/web/crypto.ts'
import { readDropped } from '../../src/web/verify/read-dropped.ts'
import { brokenCodes } from './broken.ts'
import type { SignedDemo } from './signed-demo.ts'
import { signedDemo } from './signed-demo.ts'

// Packs of a whole year on a machine that has other work to do.
vi.setConfig({ testTimeout: 120_000 })

let demo: SignedDemo
let sealed: SealedReport
let docx: Uint8Array
let pack: Uint8Array

beforeAll(async () => {
  demo = await signedDemo()
  const document = await demo.document('annual-report')
  const overrides = await demo.override(document)
  const evidence = await demo.evidence(document, { overrides, leavesMax: 10 })
  sealed = await demo.sign(document, evidence)
  docx = await renderSealedDocx(nodeCrypto, sealed, { withHead: false })
  pack = await packOf(docx)
}, 240_000)

afterAll(() => demo?.end())

async function packOf(file: Uint8Array): Promise<Uint8Array> {
  const { opened, session } = demo
  const stranger = { ...session, actor: { ...session.actor, roles: [] } }
  const asked = { docx: file, withAttachments: true }
  return fixedZip(await gatherYearPack(opened.ports, stranger, asked))
}

async function verified(bytes: Uint8Array, beside: Uint8Array | null = null) {
  return verifyGiven(nodeCrypto, {
    file: await readSealedFile(bytes),
    beside: beside && (await readSealedFile(beside)),
    key: null,
  })
}

/**
 * The pack with some parts changed, each under a manifest that is none the wiser. It is not packed:
 * that took longer than reading it, and the pack itself is.
 */
function changed(change: (parts: Record<string, Uint8Array>) => void): Uint8Array {
  const parts = unzipSync(pack)
  change(parts)
  return zipSync(parts, { level: 0 })
}

test('a report too long to carry its log is proved by its year pack', async () => {
  const alone = await verified(docx)
  expect(alone.claims.some(({ verdict }) => verdict === 'proved')).toBe(false)
  for (const found of [await verified(pack), await verified(docx, pack)]) {
    expect(brokenCodes(found)).toEqual([])
    expect(found.holds).toBe(true)
    expect(found.claims.filter(({ verdict }) => verdict === 'proved').length).toBeGreaterThan(50)
  }
})

test('the page reads the same pack to the same verdicts', async () => {
  const file = await readDropped(pack)
  const found = verifyGiven(webCrypto, { file, beside: null, key: null })
  expect(found).toEqual(await verified(pack))
})

test('the same log gives the same bytes', async () => {
  expect(Buffer.compare(await packOf(docx), pack)).toBe(0)
})

test('nobody’s name or id stands in the records, and no restricted register', async () => {
  const parts = unzipSync(pack)
  const people = (await demo.opened.ports.rosters.of(demo.org.id)).people
  const records = Object.entries(parts).filter(([name]) => name.startsWith('records/'))
  expect(records.length).toBeGreaterThan(10)
  expect(records.map(([name]) => name)).not.toContain('records/talk.json')
  for (const [name, bytes] of records) {
    const opened = (JSON.parse(strFromU8(bytes)) as { opening: unknown; shown: unknown }[]).map(
      ({ opening, shown }) => JSON.stringify({ opening, shown }),
    )
    for (const { id } of people.values()) {
      expect({ name, id, found: opened.some((text) => text.includes(id)) }).toMatchObject({
        found: false,
      })
    }
  }
})

test('a part changed, taken out or put in is named', async () => {
  const readme = changed((parts) => {
    parts['README.md'] = strToU8('别的说明')
  })
  expect(brokenCodes(await verified(readme))).toEqual(['pack.altered'])
  const without = changed((parts) => {
    delete parts['log/checkpoint']
  })
  expect(brokenCodes(await verified(without))).toEqual(['pack.altered'])
  const more = changed((parts) => {
    parts['records/extra.json'] = strToU8('[]')
  })
  expect(brokenCodes(await verified(more))).toEqual(['pack.altered'])
})

test('a claim that says other than the report is named, under a manifest written anew too', async () => {
  const lied = changed((parts) => {
    const before = strFromU8(parts['claims.json'] ?? new Uint8Array(0))
    const other = before.replace(/"text":"\d+/, '"text":"99')
    expect(other).not.toBe(before)
    parts['claims.json'] = strToU8(other)
    const manifest = JSON.parse(strFromU8(parts['manifest.json'] ?? new Uint8Array(0)))
    manifest.parts['claims.json'] = hexHash(nodeCrypto, strToU8(other))
    parts['manifest.json'] = strToU8(JSON.stringify(manifest))
  })
  expect(brokenCodes(await verified(lied))).toEqual(['pack.altered'])
})

test('a record that says other than the log is named, whatever the manifest says', async () => {
  const lied = changed((parts) => {
    const name = 'records/meeting.json'
    const before = strFromU8(parts[name] ?? new Uint8Array(0))
    const other = before.replace('"party-group"', '"office-meeting"')
    expect(other).not.toBe(before)
    parts[name] = strToU8(other)
  })
  expect(brokenCodes(await verified(lied))).toContain('opening.changed')
})

test('definitions in the unit’s own words follow from the pack only with what it says of them', async () => {
  const { document, evidence } = sealed
  expect(evidence.names?.map(({ name }) => name?.zh)).toContain('馆党组会')
  expect(JSON.stringify(evidence.definitions)).toContain('馆党组会')
  const { names: _names, ...without } = evidence
  const { frozen } = freezeReport(nodeCrypto, { document, evidence: without })
  const signed = await demo.sign(frozen.document, frozen.evidence)
  const file = await renderSealedDocx(nodeCrypto, signed, { withHead: false })
  expect(brokenCodes(await verified(await packOf(file)))).toContain('pack.definitions')
})

test('a figure that is defined otherwise than in the pack is named', async () => {
  const { document, evidence } = sealed
  const { definitions } = evidence
  const figures = definitions.figures.map((figure) =>
    figure.id === 'criticisms' || figure.id === 'rotations'
      ? { ...figure, label: { zh: '另一个数', en: 'Another' } }
      : figure,
  )
  const forged = { ...evidence, definitions: { ...definitions, figures } }
  const { frozen } = freezeReport(nodeCrypto, { document, evidence: forged })
  const signed = await demo.sign(frozen.document, frozen.evidence)
  const file = await renderSealedDocx(nodeCrypto, signed, { withHead: false })
  expect(brokenCodes(await verified(await packOf(file)))).toEqual(['pack.definitions'])
})

/** The commands that a guide names, a line each. */
function commandsOf(guide: string): readonly string[] {
  const blocks = readFileSync(guide, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)
  return [...blocks].flatMap(([, block = '']) => block.trim().split('\n'))
}

test('every command that the guides name, the same in either, does what it says', async () => {
  const lines = commandsOf('docs/guides/audit.zh-CN.md')
  expect(commandsOf('docs/guides/audit.md')).toEqual(lines)
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-guide-'))
  try {
    writeFileSync(join(folder, 'report.docx'), docx)
    writeFileSync(join(folder, 'pack.zip'), pack)
    const { key } = (await verified(docx)).log ?? {}
    const codes = []
    const printed: string[] = []
    for (const line of lines) {
      const said = line
        .replace(/^node bin\/taizhang\.mjs /, '')
        .replace(/'taizhang\/[^']*'/, key ?? '')
        .replace(/report\.docx|pack\.zip|\blog$|(?<=--out )log\b/g, (name) => join(folder, name))
        .replace('--data DIR', `--data ${folder} --org ${demo.org.publicId}`)
      codes.push([line.split(' ')[2], await ran(said.split(' '), printed)])
    }
    // Reports were signed here without their files being kept: the one difference, which is named.
    const differences = printed.join('\n').match(/\(fsck\.[\w.-]+\)/g)
    expect([...new Set(differences)]).toEqual(['(fsck.report-file.missing)'])
    expect(codes).toEqual([
      ['verify', 0],
      ['verify', 0],
      ['verify', 0],
      ['verify', 0],
      ['fsck', 1],
      ['log', 0],
    ])
    expect(readFileSync(join(folder, 'log/checkpoint'), 'utf8')).toContain(demo.org.origin)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The exit code of a command over the log of the demo; what it prints goes into `printed`. */
async function ran(args: readonly string[], printed: string[]): Promise<number> {
  let code = 0
  const opened = () => Promise.resolve({ ...demo.opened, close: () => Promise.resolve() })
  const context = {
    dataDefault: '',
    version: 'test',
    outside: here,
    crypto: nodeCrypto,
    files: officeFiles([], ''),
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    open: opened,
    openStored: opened,
    openChecks: () => ({
      ...checksApart(
        answerApart(nodeCrypto, () => demo.opened.auditor),
        1,
      ),
      close: () => Promise.resolve(),
    }),
    print: (text: string) => printed.push(text),
    tell: () => undefined,
    exitCode: (given: number) => {
      code = given
    },
  }
  await program(context as unknown as CommandContext).parseAsync([...args], { from: 'user' })
  return code
}
