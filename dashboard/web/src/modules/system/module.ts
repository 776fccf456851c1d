import { Monitor } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'system',
  permission: 'read',
  routes: [{ path: '/system', component: () => import('./SystemView.vue'), meta: { title: 'system.title' } }],
  menu: { order: 60, path: '/system', icon: Monitor, key: 'y' },
  messages,
} satisfies ConsoleModule;
