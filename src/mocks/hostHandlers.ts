import { http, type HttpHandler } from 'msw'
import { type BackendFor, serve } from './handlers'
import { contactsQuery } from './params'

/**
 * What a host answers beside the API, at any origin: whom a salesperson talks with, as `VITE_CONTACTS_URL` expects it, at `…/api/contacts`
 * and for a chosen world at `…/~mock/NAME/SEED/contacts`; with the latency and the faults of its world.
 */
export function hostHandlers(backendFor: BackendFor): HttpHandler[] {
  const contacts = ({ request }: { request: Request }) =>
    serve(backendFor, 'contacts', request, (backend, { url }) => backend.contacts(contactsQuery(url)))
  return [http.get('*/api/contacts', contacts), http.get('*/~mock/:scenario/:seed/contacts', contacts)]
}
