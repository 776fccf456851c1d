import { createRouter, createWebHistory } from 'vue-router';
import { menu, modules } from '@/shell/module';
import { may, restoreSession, signedIn } from '@/shell/session';

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's title. */
    title?: string;
    /** Reachable without signing in. */
    open?: boolean;
    permission?: string | null;
  }
}

const home = () => menu.find((module) => may(module.permission))?.menu?.path ?? '/sign-in';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: home },
    ...modules.flatMap((module) =>
      module.routes.map((route) => ({ ...route, meta: { permission: module.permission, ...route.meta } })),
    ),
    { path: '/:rest(.*)*', component: () => import('@/shell/NotFound.vue'), meta: { title: 'notFound.title' } },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach(async (to) => {
  await restoreSession();
  if (!signedIn.value && !to.meta.open) return { path: '/sign-in', query: { to: to.fullPath } };
  if (signedIn.value && to.path === '/sign-in') return home();
  return true;
});

// After an upgrade the old page asks for files that are gone: load the new page once.
router.onError((cause, to) => {
  if (/dynamically imported module|Importing a module script failed|preload CSS/i.test(String(cause))) {
    const last = Number(sessionStorage.getItem('nightdesk.reloaded') ?? 0);
    if (Date.now() - last > 10_000) {
      sessionStorage.setItem('nightdesk.reloaded', String(Date.now()));
      window.location.assign(to.fullPath);
    }
  }
});
