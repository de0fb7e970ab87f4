import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import { officeFiles } from '../../src/adapters/office-files.ts'
import { here } from '../../src/adapters/outside/readers.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import type { ClaimVerdictKind, Verification } from '../../src/report/verify/verification.ts'

/** What `taizhang verify` said of a file: states, not sentences, which may be worded anew. */
export interface KeptVerdict {
  readonly exit: number
  readonly holds: boolean
  readonly state: Verification['state']
  readonly title: string | null
  readonly digest: string | null
  readonly log: { readonly origin: string; readonly key: string; readonly pinned: boolean } | null
  readonly signed: {
    readonly by: 'password' | 'passkey'
    readonly name: string | null
    readonly recordedAt: string
    readonly fingerprint: string | null
  } | null
  readonly frozenAt: Verification['frozenAt']
  readonly provedAt: Verification['provedAt']
  readonly counts: Readonly<Partial<Record<ClaimVerdictKind, number>>>
  readonly claims: readonly KeptClaim[]
  /** Codes of what breaks the file, and of what is only noted. */
  readonly broken: readonly string[]
  readonly notes: readonly string[]
}

export interface KeptClaim {
  readonly claim: string
  readonly verdict: ClaimVerdictKind
  readonly basis: string | null
  readonly stated: number | null
  readonly recomputed: number | null
  readonly records: number
}

/** A file to verify, and what is given beside it. */
export interface VerifyCase {
  readonly file: Uint8Array
  readonly with?: Uint8Array
  /** Verifier key of the log. */
  readonly key?: string
}

const project = projectAbove(fileURLToPath(new URL('.', import.meta.url)))

// This runs from its place in the tests, and bundled from dist/.
function projectAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectAbove(dirname(folder))
}

/** Runs `taizhang verify --json` over the bytes and takes down its answer. */
export async function verdictOf(given: VerifyCase): Promise<KeptVerdict> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-kept-'))
  try {
    const path = join(folder, 'file')
    writeFileSync(path, given.file)
    const args = ['verify', path, '--json']
    if (given.with) {
      writeFileSync(join(folder, 'with'), given.with)
      args.push('--with', join(folder, 'with'))
    }
    if (given.key !== undefined) args.push('--key', given.key)
    const { exit, printed } = await ranCommand(args)
    return takenDown(exit, JSON.parse(printed) as Verification)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ranCommand(args: readonly string[]): Promise<{ exit: number; printed: string }> {
  let [exit, printed] = [0, '']
  const files = officeFiles([join(project, 'fonts')], join(project, 'dist/verifier.html'))
  // Verifying opens no data folder: what the other commands need is not there to be asked.
  const context = {
    dataDefault: '',
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    packFolder: '',
    derivedFolder: '',
    pageFolder: '',
    version: 'kept',
    files,
    outside: here,
    crypto: nodeCrypto,
    tell: () => {},
    print: (text: string) => {
      printed += text
    },
    exitCode: (code: number) => {
      exit = code
    },
  } as unknown as CommandContext
  await program(context).parseAsync([...args], { from: 'user' })
  return { exit, printed }
}

function takenDown(exit: number, found: Verification): KeptVerdict {
  const { holds, state, title, digest, log, signed, frozenAt, provedAt, claims, findings } = found
  const counts: Partial<Record<ClaimVerdictKind, number>> = {}
  for (const { verdict } of claims) counts[verdict] = (counts[verdict] ?? 0) + 1
  const codes = (weight: string) =>
    findings.filter((one) => one.weight === weight).map(({ code }) => code)
  return {
    exit,
    holds,
    state,
    title,
    digest,
    log: log && { origin: log.origin, key: log.key, pinned: log.pinned },
    signed: signed && {
      by: signed.passkey === null ? 'password' : 'passkey',
      name: signed.name,
      recordedAt: signed.recordedAt,
      fingerprint: signed.passkey?.fingerprint ?? null,
    },
    frozenAt: frozenAt && { size: frozenAt.size, root: frozenAt.root },
    provedAt: provedAt && { size: provedAt.size, root: provedAt.root },
    counts,
    claims: claims.map(({ claim, verdict, figure, duty, stated, recomputed, records }) => ({
      claim,
      verdict,
      basis: figure ?? duty,
      stated,
      recomputed,
      records,
    })),
    broken: codes('broken'),
    notes: codes('note'),
  }
}
