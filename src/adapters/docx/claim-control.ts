import { BuilderElement, XmlComponent } from 'docx'
import type { TextRun } from 'docx'
import type { Claim } from '../../report/document.ts'

/** Word refuses a tag of more than 64 characters. */
const tagCharsMax = 64

/**
 * A run-level content control around the words of a claim:
 *
 *   <w:sdt>
 *     <w:sdtPr><w:alias w:val="…"/><w:tag w:val="claim:c7:governance-study"/><w:id w:val="7"/></w:sdtPr>
 *     <w:sdtContent><w:r>…</w:r></w:sdtContent>
 *   </w:sdt>
 *
 * The tag says which claim and which figure (or duty) the words state, so that a check can find
 * them again after somebody edited the file in Word.
 */
export class ClaimControl extends XmlComponent {
  constructor(claim: Claim, runs: readonly TextRun[], serial: number) {
    super('w:sdt')
    this.root.push(
      new BuilderElement({
        name: 'w:sdtPr',
        children: [
          valued('w:alias', claim.figure ?? claim.duty ?? claim.kind),
          valued('w:tag', claimTag(claim)),
          valued('w:id', serial),
        ],
      }),
      new BuilderElement({ name: 'w:sdtContent', children: [...runs] }),
    )
  }
}

/** `claim:<claim id>:<figure or duty>`; ids of packs are ASCII and short. */
export function claimTag({ id, figure, duty }: Claim): string {
  return `claim:${id}:${figure ?? duty ?? ''}`.slice(0, tagCharsMax)
}

function valued(name: string, value: string | number): XmlComponent {
  return new BuilderElement({ name, attributes: { val: { key: 'w:val', value } } })
}
