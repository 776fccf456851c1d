import { MoonNight } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'nights',
  permission: 'read',
  routes: [
    { path: '/nights', component: () => import('./NightsView.vue'), meta: { title: 'nights.title' } },
    { path: '/nights/:date', component: () => import('./NightView.vue'), props: true, meta: { title: 'nights.title' } },
    {
      path: '/nights/:date/:conversationId',
      component: () => import('./ReplayView.vue'),
      props: true,
      meta: { title: 'nights.replay' },
    },
  ],
  menu: { order: 30, path: '/nights', icon: MoonNight, key: 'n' },
  messages,
} satisfies ConsoleModule;
