import { ChatDotRound } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'groups',
  permission: 'read',
  routes: [
    { path: '/groups', component: () => import('./GroupsView.vue'), meta: { title: 'groups.title' } },
    { path: '/groups/:id', component: () => import('./GroupView.vue'), meta: { title: 'groups.title' } },
  ],
  menu: { order: 45, path: '/groups', icon: ChatDotRound, key: 'q' },
  messages,
} satisfies ConsoleModule;
