import { useSearch } from '@tanstack/react-router'
import { ChoosePassword } from './choose-password.tsx'

/** Where an account without a password is sent, whichever page it asked for. */
export function PasswordPage() {
  const { username } = useSearch({ from: '/outside/password' })
  return <ChoosePassword username={username ?? null} />
}
