import { Link } from '@tanstack/react-router'
import { useSay } from '../say.tsx'
import { BarePage } from '../welcome/bare-page.tsx'
import { VerifyPage } from './verify-page.tsx'

const words = { enter: { zh: '登录', en: 'Sign in' } }

/** The page that verifies, for whoever scanned a code and has no account here. */
export function VerifyOutsidePage() {
  const { say } = useSay()
  return (
    <BarePage wide>
      <VerifyPage isOutside />
      <p className="quiet small">
        <Link to="/sign-in">{say(words.enter)}</Link>
      </p>
    </BarePage>
  )
}
