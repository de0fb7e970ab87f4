import { toBase64 } from '../../log/base64.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { Below } from '../call/below.ts'
import type { Claim } from '../document.ts'
import type {
  CorrectedReport,
  Evidence,
  OpenedOverride,
  SealedReport,
} from '../evidence/evidence.ts'
import { overridePaths, signedReviewerPath } from '../evidence/evidence.ts'
import { frozenDigest } from '../evidence/freeze-report.ts'
import { usesOf } from '../evidence/report-uses.ts'
import { parseSealed } from '../evidence/sealed-form.ts'
import type { GivenAnnex, GivenWords } from './apply-words.ts'
import { applyWords } from './apply-words.ts'
import { broken, leftOut, note } from './findings.ts'
import { followKeys } from './follow-keys.ts'
import { freeResults } from './free-results.ts'
import { judgeClaims } from './judge-claims.ts'
import { judgeNotMentioned } from './judge-not-mentioned.ts'
import { readBelow } from './read-below.ts'
import type { ReadLeaves } from './read-leaves.ts'
import { readLeaves } from './read-leaves.ts'
import { readRecords } from './read-records.ts'
import { knownDefinitions, Recomputation } from './recompute.ts'
import type { RecordsBehind } from './records-behind.ts'
import { recordsBehind } from './records-behind.ts'
import type { ClaimResult, Finding, SignedBy, Verification } from './verification.ts'
import { verifyPasskey } from './verify-passkey.ts'
import type { LogKeys, SigningEntry } from './verify-signing.ts'
import { signedBy, signedCheckpoint, verifySigning } from './verify-signing.ts'
import type { WholeLog } from './whole-log.ts'
import { wholeLogOf } from './whole-log.ts'

/** What is verified: what a file carries, its words, and the key that is to be believed. */
export interface GivenReport {
  /** The text that the file carries; null where it carries none. */
  readonly carried: string | null
  /** The words of the file; null where only evidence is at hand. */
  readonly words: GivenWords | null
  /** 核验说明 as a file of its own, where it was given beside the report. */
  readonly annex?: GivenAnnex | null
  /** Every entry of the log in order, from a year pack; absent: those that the evidence carries. */
  readonly entries?: readonly string[] | null
  /** The signed note over all of those; absent: none came along. */
  readonly checkpoint?: string | null
  /** Verifier key of the log, from a source one trusts; null: the file's own is used, and said. */
  readonly key: string | null
}

/**
 * Verifies a report from itself alone: the signature in the log, every figure computed again from
 * the enclosed records, every word compared with what was signed. Never throws on what a stranger
 * wrote; whatever cannot be read does not hold.
 */
export function verifyReport(crypto: LogCrypto, given: GivenReport): Verification {
  if (given.carried === null) return nothing([broken('evidence.absent')])
  const sealed = parseSealed(given.carried)
  if (sealed === null) return nothing([broken('evidence.form', 'json')])
  try {
    return verifySealedReport(crypto, sealed, given)
  } catch (error) {
    // The outer form was checked, what definitions say inside is a stranger's too.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    return nothing([broken('evidence.unreadable', error.message)])
  }
}

/** Judges what is about to be rendered, for the annex that lists the verdicts. */
export function verifySealedReport(
  crypto: LogCrypto,
  sealed: SealedReport,
  { words, key, annex = null, entries = null, checkpoint = null }: Omit<GivenReport, 'carried'>,
): Verification {
  const { document, evidence, signing } = sealed
  const whole = wholeLogOf({ entries, checkpoint })
  const keys = keysOf(crypto, sealed, { pinned: key, whole })
  if ('findings' in keys) return nothing(keys.findings)
  const frozen = signedCheckpoint(crypto, evidence.checkpoint, keys)
  const frozenAt = typeof frozen === 'string' ? null : frozen
  const digest = frozenDigest(crypto, sealed)
  const signed =
    signing &&
    verifySigning(crypto, {
      signing,
      keys: keys.signing,
      digest,
      frozenAt,
      organisation: evidence.organisation.id,
    })
  const judged = frozenAt ? judge(crypto, sealed, { frozenAt, entries }) : nothingJudged
  // The annex says what the file proves by itself, whatever was brought beside it.
  const alone = frozenAt && entries ? judge(crypto, sealed, { frozenAt, entries: null }) : judged
  const signer = signed?.entry ? { entry: signed.entry, name: signed.name } : null
  const seenSigner = signer && signerOf(crypto, { ...signer, evidence, digest, judged })
  // What is only said by a file whose signature does not hold is told as that, and as nothing else.
  const isProved = signed !== null && signed.isProved && !keys.noted.some(isBroken)
  const are = isProved ? 'signed' : 'carried'
  const about = { sealed, signed: seenSigner?.signed ?? null, digest, are } as const
  const worded = applyWords(
    { ...about, claims: judged.claims, annexed: alone.claims },
    { words, annex },
  )
  const claimed = isProved ? null : about.signed
  const left = document.notMentioned ?? []
  const findings = [
    ...keys.noted,
    ...(typeof frozen === 'string' ? [broken('checkpoint.frozen', frozen)] : []),
    ...(signed ? signed.findings : [note('report.unsigned')]),
    ...(claimed ? [note('signing.unproved', claimed.name ?? claimed.person)] : []),
    ...(evidence.corrects ? [note('report.corrects', correctedIn(evidence.corrects))] : []),
    ...(evidence.answers ? [note('report.answers', evidence.answers.title)] : []),
    ...judged.findings,
    ...(seenSigner?.findings ?? []),
    ...worded.findings,
    ...left.map(leftOut),
  ]
  return {
    holds:
      signed !== null &&
      !findings.some(isBroken) &&
      worded.claims.every(({ verdict }) => holding.has(verdict)),
    state: signed === null ? 'draft' : 'signed',
    title: document.title,
    organisation: evidence.organisation.name,
    log: { origin: keys.origin, key: evidence.keys.log, pinned: key !== null },
    digest,
    signed: isProved ? about.signed : null,
    frozenAt: frozenAt && seen(frozenAt),
    provedAt: isProved && signed.checkpoint ? seen(signed.checkpoint) : null,
    claims: worded.claims,
    notMentioned: left,
    free: freeResults(document),
    findings,
  }
}

/**
 * What a report that holds counted of the bodies below its sender; null where it counted nothing
 * of them.
 */
export function belowIn(crypto: LogCrypto, sealed: SealedReport, key: string | null): Below | null {
  const { document, evidence } = sealed
  if (evidence.below === undefined) return null
  const keys = keysOf(crypto, sealed, { pinned: key, whole: null })
  if ('findings' in keys) return null
  const frozenAt = signedCheckpoint(crypto, evidence.checkpoint, keys)
  if (typeof frozenAt === 'string') return null
  const leaves = readLeaves(crypto, { document, evidence, entries: null }, frozenAt)
  return readBelow(crypto, evidence, leaves).below
}

/** What the records behind the claims say, as far as that was opened and proved. */
export function recordsIn(
  crypto: LogCrypto,
  sealed: SealedReport,
  {
    claims,
    key,
    entries,
  }: Pick<GivenReport, 'key' | 'entries'> & { readonly claims: readonly ClaimResult[] },
): RecordsBehind {
  const { document, evidence } = sealed
  const keys = keysOf(crypto, sealed, { pinned: key, whole: null })
  if ('findings' in keys) return new Map()
  const frozenAt = signedCheckpoint(crypto, evidence.checkpoint, keys)
  if (typeof frozenAt === 'string') return new Map()
  const known = knownDefinitions(evidence)
  const leaves = readLeaves(crypto, { document, evidence, entries: entries ?? null }, frozenAt)
  const given = { leaves, uses: usesOf(document, known), registers: known.registers }
  const records = readRecords(crypto, { ...given, opened: evidence.records })
  const { below } = readBelow(crypto, evidence, leaves)
  return recordsBehind(claims, { evidence, records, below })
}

function correctedIn({ title, digest }: CorrectedReport): string {
  return `${title} (${digest})`
}

const nothingJudged: Judged = { claims: [], findings: [], leaves: null }

interface Judged {
  readonly claims: ClaimResult[]
  readonly findings: Finding[]
  /** Null where C1 was not believed. */
  readonly leaves: ReadLeaves | null
}

/** Whose signature it is: proved by a passkey, or what the keeper of the log states. */
function signerOf(
  crypto: LogCrypto,
  given: {
    readonly entry: SigningEntry
    readonly name: string | null
    readonly evidence: Evidence
    readonly digest: string
    readonly judged: Judged
  },
): { readonly signed: SignedBy; readonly findings: readonly Finding[] } {
  const { entry, name, evidence, digest, judged } = given
  const { passkeys = [] } = evidence
  const { leaves } = judged
  const { passkey, findings } =
    leaves === null
      ? { passkey: null, findings: [] }
      : verifyPasskey(crypto, { entry, digest, leaves, passkeys })
  const { zone = null } = evidence.organisation
  const reviewer = entry.fields.get(signedReviewerPath)
  return { signed: signedBy(entry.leaf, { name, passkey, zone, reviewer }), findings }
}

function isBroken({ weight }: Finding): boolean {
  return weight === 'broken'
}

const holding: ReadonlySet<ClaimResult['verdict']> = new Set(['proved', 'atLeast', 'attested'])

function keysOf(
  crypto: LogCrypto,
  sealed: SealedReport,
  { pinned, whole }: { readonly pinned: string | null; readonly whole: WholeLog | null },
): (LogKeys & { readonly signing: LogKeys; readonly noted: Finding[] }) | NoKeys {
  const { evidence } = sealed
  const chain = followKeys(crypto, sealed, pinned, whole)
  const keys = parsedKeys(crypto, sealed, evidence.keys)
  if ('findings' in keys) return keys
  const signing = parsedKeys(crypto, sealed, chain.signing)
  if ('findings' in signing) return signing
  const noted = [
    ...(keys.log.name === keys.origin ? [] : [broken('key.origin')]),
    ...chain.findings,
  ]
  return { ...keys, signing, noted }
}

interface NoKeys {
  readonly findings: Finding[]
}

function parsedKeys(
  crypto: LogCrypto,
  { evidence }: SealedReport,
  keys: { readonly log: string; readonly receipt: string },
): LogKeys | NoKeys {
  const log = parseVerifierKey(crypto, keys.log)
  const receipt = parseVerifierKey(crypto, keys.receipt)
  if (!log.ok) return { findings: [broken('key.form', log.reason)] }
  if (!receipt.ok) return { findings: [broken('key.form', receipt.reason)] }
  return { origin: evidence.organisation.origin, log: log.key, receipt: receipt.key }
}

function judge(
  crypto: LogCrypto,
  sealed: SealedReport,
  given: { readonly frozenAt: Checkpoint; readonly entries: readonly string[] | null },
): Judged {
  const { document, evidence } = sealed
  const known = knownDefinitions(evidence)
  const uses = usesOf(document, known)
  const leaves = readLeaves(crypto, { document, evidence, entries: given.entries }, given.frozenAt)
  const { registers } = known
  const records = readRecords(crypto, { opened: evidence.records, leaves, uses, registers })
  const overridden = readOverrides(crypto, sealed, leaves)
  const { below, findings } = readBelow(crypto, evidence, leaves)
  const recomputation = new Recomputation({ document, evidence, known, records })
  const { reasons: overrides } = overridden
  const ground = { document, uses, leaves, records, recomputation, overrides, below }
  return {
    claims: judgeClaims(ground),
    findings: [
      ...leaves.findings,
      ...records.findings,
      ...overridden.findings,
      ...findings,
      ...judgeNotMentioned(ground),
    ],
    leaves,
  }
}

function readOverrides(
  crypto: LogCrypto,
  { document, evidence }: SealedReport,
  leaves: ReadLeaves,
): { reasons: Map<string, string>; findings: Finding[] } {
  const reasons = new Map<string, string>()
  const findings: Finding[] = []
  for (const override of evidence.overrides) {
    const claim = document.claims.find(({ id }) => id === override.claim)
    const leaf = leaves.byIndex.get(override.entry)?.leaf
    const reason = claim && leaf ? reasonFor(crypto, claim, { override, leaf }) : null
    if (claim && reason !== null) reasons.set(claim.id, reason)
    else findings.push(broken('override.broken', override.entry))
  }
  return { reasons, findings }
}

/** Why a claim was let stand, where the entry is about this very claim in these very words. */
function reasonFor(
  crypto: LogCrypto,
  claim: Claim,
  { override, leaf }: { override: OpenedOverride; leaf: Leaf },
): string | null {
  if (leaf.kind !== 'override') return null
  const { opening } = override
  const verdict = verifyJointOpening(crypto, { root: leaf.payload, opening })
  if (!verdict.ok) return null
  const opened = new Map(verdict.fields.map(({ path, value }) => [path, value]))
  const said = (name: keyof typeof overridePaths) => opened.get(overridePaths[name])
  const isOfClaim = said('claim') === claim.id && said('words') === claim.text
  const reason = said('reason')
  return isOfClaim && typeof reason === 'string' ? reason : null
}

function seen({ size, root }: Checkpoint) {
  return { size, root: toBase64(root) }
}

function nothing(findings: readonly Finding[]): Verification {
  return {
    holds: false,
    state: 'unmarked',
    title: null,
    organisation: null,
    log: null,
    digest: null,
    signed: null,
    frozenAt: null,
    provedAt: null,
    claims: [],
    free: [],
    notMentioned: [],
    findings,
  }
}
