import type { Scope } from './within-organisation.ts'

/** Sends the files of a pack, kept under their digest; the same again changes nothing. */
export function sendPack(
  scope: Scope,
  { digest, files }: { digest: string; files: Readonly<Record<string, string>> },
): void {
  scope.send({
    text: `INSERT INTO ledger.pack_version (org_id, digest, files) VALUES ($1, $2, $3)
           ON CONFLICT (org_id, digest) DO NOTHING`,
    values: [scope.org, digest, JSON.stringify(files)],
  })
}
