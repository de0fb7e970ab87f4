import { Outlet } from '@tanstack/react-router'

/** The pages before the sign-in. */
export function Outside() {
  return (
    <main id="main">
      <Outlet />
    </main>
  )
}
