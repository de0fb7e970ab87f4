import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api-client/query-client.ts'
import { useFaultsBeside } from './components/fault-beside.ts'
import { useSteadyClicks } from './components/steady-clicks.ts'
import { makeRouter } from './router.tsx'
import { LangProvider } from './say.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './frame/frame.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

/** What holds for every form and button of the page. */
function Manners() {
  useFaultsBeside()
  useSteadyClicks()
  return null
}

createRoot(root).render(
  <StrictMode>
    <LangProvider>
      <Manners />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={makeRouter(queryClient)} />
      </QueryClientProvider>
    </LangProvider>
  </StrictMode>,
)
