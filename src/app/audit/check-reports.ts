import { isSettled, reportSteps } from '../../ledger/core/report-record.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

/**
 * The trees of drafts against the digests in the entries: of each review the tree that was read,
 * and of a signed report the draft as it stands.
 */
export async function checkReports(examined: Examined, { reports }: Walk): Promise<Fault[]> {
  const { ledger, organisation } = examined
  const faults: Fault[] = []
  const add = (draft: string, code: string, text: Label): void => {
    faults.push(
      difference(organisation.publicId, ['draft', draft], { code: `draft.${code}`, text }),
    )
  }
  const newest = new Map(reports.versions().map((one) => [one.record, one]))
  for (const { record, draft: id, tree, step } of newest.values()) {
    if (!isSettled(reportSteps.find((one) => one === step) ?? null)) continue
    const draft = await ledger.draft(id)
    if (draft?.record === record && treeDigest(examined, draft.tree) === tree) continue
    add(id, draft === null ? 'missing' : 'tree', {
      zh: `报告 ${record} 已签发，其文稿 ${id} ${draft === null ? '缺失' : '与签发时不同'}。`,
      en: `The draft ${id} of signed report ${record} ${draft === null ? 'is missing' : 'is not the one that was signed'}.`,
    })
  }
  for (const { kind, step, draft, version, tree } of reports.versions()) {
    if (step !== 'reviewed' || (kind !== 'create' && kind !== 'correct')) continue
    const read = await ledger.reviewed(draft, version)
    if (read !== null && treeDigest(examined, read) === tree) continue
    add(draft, read === null ? 'review-missing' : 'review', {
      zh: `文稿 ${draft} 第 ${version} 版复核时的文字${read === null ? '缺失' : '已被改动'}。`,
      en: `What was reviewed of draft ${draft} in version ${version} ${read === null ? 'is missing' : 'was changed'}.`,
    })
  }
  return faults
}

function treeDigest({ crypto }: Examined, tree: DraftTree): string {
  return toBase64(crypto.sha256(canonicalJson(tree)))
}
