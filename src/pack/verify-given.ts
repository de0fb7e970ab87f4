import { namedChoice } from '../ledger/choice.ts'
import { noTerms } from '../ledger/core/unit-terms.ts'
import { canonicalJson } from '../log/canonical-json.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import type { Evidence } from '../report/evidence/evidence.ts'
import { parseSealed } from '../report/evidence/sealed-form.ts'
import { broken } from '../report/verify/findings.ts'
import type { Verification } from '../report/verify/verification.ts'
import type { GivenFiles } from '../report/verify/verify-files.ts'
import { verifyFiles } from '../report/verify/verify-files.ts'
import { loadPack } from './load-pack.ts'
import type { Pack } from './pack.ts'
import { packOfUnit } from './pack-of-unit.ts'

/**
 * Verifies files as `verifyFiles` does, and where a year pack brings the pack in force, that the
 * evidence defines figures, duties and registers as that pack does.
 */
export function verifyGiven(crypto: LogCrypto, given: GivenFiles): Verification {
  const found = verifyFiles(crypto, given)
  const { file, beside } = given
  const files = file.packFiles ?? beside?.packFiles ?? null
  const sealed = parseSealed(file.sealedText ?? beside?.sealedText ?? '')
  if (files === null || sealed === null || found.log === null) return found
  const findings = otherDefinitions(crypto, files, sealed.evidence).map((id) =>
    broken('pack.definitions', id),
  )
  if (findings.length === 0) return found
  return { ...found, holds: false, findings: [...found.findings, ...findings] }
}

/** Ids of definitions that the pack does not have so; the pack's own when it is another pack. */
function otherDefinitions(
  crypto: LogCrypto,
  files: Readonly<Record<string, string>>,
  { pack: digest, definitions, names = [], laid = [] }: Evidence,
): string[] {
  const { pack: loaded } = loadPack(files, crypto, { isAdopted: true })
  if (loaded?.digest !== digest) return [digest]
  // What the unit calls things, its first day and what lists lay upon it stand under the digest of
  // the report, as the definitions do.
  const own = definitions.duties.filter(({ isLaid }) => isLaid !== true)
  const start = own.find(({ since }) => since !== undefined)?.since ?? null
  const key = names.length > 0 || start !== null || laid.length > 0 ? digest : ''
  const pack = packOfUnit(loaded, { ...noTerms, key, names, start, laid })
  return Object.entries(definitions).flatMap(([kind, items]) =>
    items
      .filter((item: { readonly id: string }) => !isSame(item, definitionIn(pack, kind, item.id)))
      .map(({ id }: { readonly id: string }) => id),
  )
}

function definitionIn(pack: Pack, kind: string, id: string): unknown {
  switch (kind) {
    case 'registers':
      return pack.registers.get(id)
    case 'figures':
      return pack.figures.get(id)
    case 'duties':
      return pack.duties.get(id)
    case 'lists':
      return { id, choices: pack.lists.get(id)?.map(namedChoice) }
    default:
      return undefined
  }
}

/** As they are carried: JSON has no key without a value. */
function isSame(carried: unknown, loaded: unknown): boolean {
  if (loaded === undefined) return false
  return canonicalJson(carried) === canonicalJson(JSON.parse(JSON.stringify(loaded)))
}
