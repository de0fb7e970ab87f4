import { useSay } from '../say.tsx'
import type { Label } from '../../ledger/label.ts'
import '../styles/pop.css'

/** A button that opens a short list of files to keep. */
export function PopLinks(props: {
  label: Label
  links: readonly { readonly label: Label; readonly address: string }[]
}) {
  const { say } = useSay()
  return (
    <details
      className="pop"
      onClick={(event) => {
        // A choice closes the list, as a menu would.
        if (event.target instanceof HTMLAnchorElement) event.currentTarget.open = false
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false
      }}
    >
      <summary className="button plain">{say(props.label)}</summary>
      <ul className="pop-sheet">
        {props.links.map(({ label, address }) => (
          <li key={address}>
            <a href={address} download>
              {say(label)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
